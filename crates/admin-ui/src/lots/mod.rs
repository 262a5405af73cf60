//! A batch with its lots, `/admin/batches/{code}`, and the sheet of labels of one lot, `/admin/products/{id}/label`.

mod batch;
mod label;

pub use batch::BatchPage;
pub use label::LabelPage;

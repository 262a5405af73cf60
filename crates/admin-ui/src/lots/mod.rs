//! A batch with its lots, its readings and its release, `/admin/batches/{code}`, and the sheet of labels of one lot, `/admin/products/{id}/label`.

mod batch;
mod label;
mod quality;
mod release;
mod words;

pub use batch::BatchPage;
pub use label::LabelPage;

//! Ends the connection of a request whose chunked body was not read to its end. Once nobody holds such a body, actix
//! goes on reading it for as long as the peer cares to send, and no timer runs; while it is held, actix closes after the
//! answer. So the answer holds it. Reads nothing by itself.

use std::{
    cell::RefCell,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
};

use actix_web::{
    HttpMessage,
    body::{BodySize, BoxBody, MessageBody},
    dev::{Payload, ServiceRequest, ServiceResponse},
    error::PayloadError,
    http::header,
    web::Bytes,
};
use futures_util::Stream;

/// The body of a request, shared by its handler and its answer; None where there is no chunked one.
#[derive(Clone)]
pub struct Unread(Option<Rc<RefCell<Payload>>>);

impl Unread {
    /// Puts itself between the request and its body.
    pub fn of(req: &mut ServiceRequest) -> Self {
        if !req.headers().contains_key(header::TRANSFER_ENCODING) {
            return Self(None);
        }
        let shared = Rc::new(RefCell::new(req.take_payload()));
        req.set_payload(Payload::Stream {
            payload: Box::pin(Reader(Rc::clone(&shared))),
        });
        Self(Some(shared))
    }

    /// The answer, which holds the body until it has been sent.
    pub fn held_by(self, mut response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
        if self.0.is_none() {
            return response;
        }
        // An answer without a body of its own is sent with its head.
        response
            .response_mut()
            .extensions_mut()
            .insert(self.clone());
        response.map_body(|_, body| self.within(body))
    }

    /// The same for the body of an answer alone.
    pub fn within(self, body: BoxBody) -> BoxBody {
        match self.0 {
            Some(_) => BoxBody::new(Holding {
                body,
                _unread: self,
            }),
            None => body,
        }
    }
}

struct Reader(Rc<RefCell<Payload>>);

impl Stream for Reader {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut *self.0.borrow_mut()).poll_next(cx)
    }
}

struct Holding {
    body: BoxBody,
    _unread: Unread,
}

impl MessageBody for Holding {
    type Error = <BoxBody as MessageBody>::Error;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        self.get_mut().body.as_pin_mut().poll_next(cx)
    }
}

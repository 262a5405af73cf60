//! Somebody who sends requests: nobody, or one of the demonstration accounts with its token.

use reqwest::{Client, Method, RequestBuilder, header};
use serde::Serialize;

use crate::{Account, Reply};

#[derive(Debug, Clone)]
pub struct Caller {
    pub http: Client,
    /// `http://127.0.0.1:port`
    pub base: String,
    pub account: Option<Account>,
    pub token: Option<String>,
}

impl Caller {
    /// A request with the caller's token, to be dressed further.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.base));
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    /// Sends it and checks what holds for every reply.
    pub async fn send(&self, request: RequestBuilder) -> Reply {
        let request = request.build().expect("a request that makes sense");
        let path = request.url().path().to_owned();
        let line = match request.url().query() {
            Some(query) => format!("{} {path}?{query}", request.method()),
            None => format!("{} {path}", request.method()),
        };
        let line = format!("{line} as {:?}", self.account);
        let reply = self
            .http
            .execute(request)
            .await
            .unwrap_or_else(|error| panic!("{line}: {error:?}"));
        let status = reply.status();
        let headers = reply.headers().clone();
        let body = reply
            .bytes()
            .await
            .unwrap_or_else(|error| panic!("{line}: {error}"))
            .to_vec();
        let reply = Reply {
            request: line,
            path,
            status,
            headers,
            body,
        };
        let of_ixchel = self.account.is_none_or(Account::is_of_ixchel);
        reply.hold_to_the_rules(of_ixchel, self.account.is_some_and(Account::is_shop));
        reply
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(self.request(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, body: &impl Serialize) -> Reply {
        self.send(self.request(Method::POST, path).json(body)).await
    }

    pub async fn put(&self, path: &str, body: &impl Serialize) -> Reply {
        self.send(self.request(Method::PUT, path).json(body)).await
    }

    pub async fn patch(&self, path: &str, body: &impl Serialize) -> Reply {
        self.send(self.request(Method::PATCH, path).json(body))
            .await
    }

    pub async fn delete(&self, path: &str) -> Reply {
        self.send(self.request(Method::DELETE, path)).await
    }

    /// A POST with an `Idempotency-Key`.
    pub async fn post_once(&self, path: &str, key: &str, body: &impl Serialize) -> Reply {
        self.send(
            self.request(Method::POST, path)
                .header("Idempotency-Key", key)
                .json(body),
        )
        .await
    }

    /// A request with `If-Match`.
    pub async fn if_match(
        &self,
        method: Method,
        path: &str,
        tag: &str,
        body: &impl Serialize,
    ) -> Reply {
        self.send(
            self.request(method, path)
                .header(header::IF_MATCH, tag)
                .json(body),
        )
        .await
    }

    /// A body as it is, under whatever content type.
    pub async fn raw(
        &self,
        method: Method,
        path: &str,
        content_type: &str,
        body: Vec<u8>,
    ) -> Reply {
        self.send(
            self.request(method, path)
                .header(header::CONTENT_TYPE, content_type)
                .body(body),
        )
        .await
    }
}

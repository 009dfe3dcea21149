package dev.treaty.agent.http;

/** What a handler gives back: a response now, or a query that may have to wait for its response. */
public sealed interface Answer permits ApiResponse, BlockingQuery, LongPoll {}

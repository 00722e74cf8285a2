import Pipeline
import Workbench

/// Operations and parameters.
enum OpenAPIPaths {
    static let securitySchemes: JSON = [
        "token": ["type": "http", "scheme": "bearer", "description": "An API key, or a token from log-in."],
        "session": ["type": "apiKey", "in": "cookie", "name": .string(SessionCookie.name)],
    ]

    static let id: JSON = ["name": "id", "in": "path", "required": true, "schema": ["type": "string"]]
    static let idempotencyKey: JSON = [
        "name": "Idempotency-Key", "in": "header",
        "schema": ["type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[A-Za-z0-9_.:-]+$"],
        "description": "Chosen by the caller: the same request under the same key is done once and answered alike.",
    ]

    /// Many alerts in one request.
    static let changeMany: JSON = [
        "operationId": "change_many_expel_alerts",
        "summary": "Change up to 1,000 alerts; each has its own outcome in the answer.",
        "requestBody": [
            "required": true,
            "content": content([
                "type": "object", "required": ["data"],
                "properties": [
                    "data": [
                        "type": "array", "minItems": 1, "maxItems": 1000,
                        "items": [
                            "type": "object", "required": ["id"],
                            "properties": [
                                "type": ["const": "expel_alerts"], "id": ["type": "string"],
                                "attributes": ["type": "object"], "relationships": ["type": "object"],
                            ],
                        ],
                    ]
                ],
            ]),
        ],
        "responses": [
            "200": [
                "description": "One outcome for each entry, in order.",
                "content": content([
                    "type": "object", "required": ["data", "meta"],
                    "properties": [
                        "data": [
                            "type": "array",
                            "items": [
                                "type": "object", "required": ["id", "status"],
                                "properties": ["id": ["type": "string"], "status": ["type": "string"]],
                            ],
                        ],
                        "meta": ["type": "object"],
                    ],
                ]),
            ],
            "default": ["description": "Refused.", "content": content(OpenAPISchemas.reference("Errors"))],
        ],
    ]

    static let include: JSON = [
        "name": "include", "in": "query", "schema": ["type": "string"],
        "description": "Relationships to put into `included`, separated by commas.",
    ]

    static func operation(
        _ id: String?, _ summary: String, parameters: JSON = [], status: String = "200", body: String? = nil,
        reply: JSON, isExported: Bool = false
    ) -> JSON {
        var answer = content(reply).object
        if isExported { answer[Export.mediaType] = ["schema": ["type": "string"]] }
        var operation: [String: JSON] = [
            "summary": .string(summary), "parameters": parameters,
            "responses": [
                status: ["description": "Done.", "content": .object(answer)],
                "default": ["description": "Refused.", "content": content(OpenAPISchemas.reference("Errors"))],
            ],
        ]
        if let id { operation["operationId"] = .string(id) }
        if let body {
            operation["requestBody"] = [
                "required": true, "content": content(OpenAPISchemas.reference("\(body)_write")),
            ]
        }
        return .object(operation)
    }

    static func collectionParameters(_ description: ResourceDescription) -> JSON {
        let filters = description.attributes.filter(\.isFilterable).map { attribute in
            parameter(
                "filter[\(attribute.name)]",
                "May be repeated; prefixes ! > < : ^ ~ mean not, greater, less, contains, starts with, equals "
                    + "whatever the case; ␀true and ␀false test for null.")
        }
        return .array(
            filters + [
                parameter("sort", "Attributes, a minus before those that descend."),
                parameter("page[limit]", "Rows on a page, up to 1,000; 0 asks for the count alone.", type: "integer"),
                parameter("page[offset]", "Rows to leave out; following links.next is better.", type: "integer"),
                parameter("flag[search]", "Words to look for."), include,
                [
                    "name": "format", "in": "query", "schema": ["type": "string", "enum": ["json", "ndjson"]],
                    "description": "ndjson streams every row that matches, one resource a line.",
                ],
            ])
    }

    /// What is done beside JSON:API.
    static let acts: [(String, JSON)] = [
        (
            "/api/v2/security_devices/{id}/poll",
            act("poll_security_device", "Poll now.", "202", ["since": ["type": "string", "format": "date-time"]])
        ),
        (
            "/api/v2/security_devices/{id}/replay",
            act(
                "replay_signals", "Make quarantined signals pending again.", "202",
                ["signals": ["type": "array", "items": ["type": "string"]]])
        ),
        (
            "/api/v2/security_devices/{id}/test",
            act("test_security_device", "Try the connection, permission by permission; changes nothing.", "200", [:])
        ),
        (
            "/api/v2/security_devices/{id}/console_access",
            act(
                "move_console_access", "Do the next step of console access, or look the verification code up.", "200",
                [
                    "act": [
                        "type": "string",
                        "enum": .array(
                            [.string("look_up")] + ConsoleAccessAct.allCases.map { .string($0.rawValue) }),
                    ], "input": ["type": "string"],
                ])
        ),
        (
            "/api/v2/security_devices/{id}/rotate_webhook",
            act("rotate_webhook", "A new webhook password; the old one works on for a while.", "200", [:])
        ),
        (
            "/api/v2/security_devices/{id}/secret",
            act(
                "replace_secret", "Test another secret, and swap it in when it works and belongs to the same tenant.",
                "200", ["client_id": ["type": "string"], "client_secret": ["type": "string"]])
        ),
        (
            "/api/v2/security_devices/{id}/addendum",
            act(
                "record_addendum", "Record a government cloud's legal addendum, or enable taking in after it.", "200",
                ["reference": ["type": "string"], "enable": ["type": "boolean"]])
        ),
        (
            "/api/v2/security_devices/{id}/shadow",
            act("start_shadow", "Put synchronization on trial: shown, not written.", "200", [:])
        ),
        (
            "/api/v2/security_devices/{id}/disconnect",
            act(
                "disconnect_security_device", "Disconnect for good and wipe all credentials.", "200",
                ["name": ["type": "string", "description": "The device's name, to confirm."]])
        ),
        (
            "/api/v2/security_devices/test",
            [
                "post": operation(
                    "test_connection", "Try settings that are not stored, permission by permission.",
                    body: "security_devices", reply: ["type": "object"])
            ]
        ),
        (
            "/api/v2/deliveries/{id}/decision",
            act(
                "decide_delivery", "Decide on a delivery that did not go through.", "200",
                [
                    "decision": [
                        "type": "string", "enum": .array(DeliveryDecision.allCases.map { .string($0.rawValue) }),
                    ]
                ])
        ),
        (
            "/api/v2/security_devices/{id}/webhook",
            [
                "parameters": [id],
                "get": operation(
                    "get_webhook", "Where the vendor must send, for administrators.",
                    reply: [
                        "type": "object", "required": ["url", "username", "password"],
                        "properties": [
                            "url": ["type": "string"], "username": ["type": "string"], "password": ["type": "string"],
                        ],
                    ]),
            ]
        ),
        ("/api/v2/files/{id}/upload", upload), ("/api/v2/files/{id}/download", download("file")),
        ("/api/v2/tasks/{id}/download", download("action")),
        (
            "/api/v2/suppressions/preview",
            [
                "post": operation(
                    "preview_suppression",
                    "What a suppression would have matched in the last 30 days, and which issues it would dismiss.",
                    body: "suppressions", reply: ["type": "object"])
            ]
        ),
        (
            "/api/v2/rules/reload",
            [
                "post": operation(
                    "reload_rules", "Read the rules' folder anew; for the provider's administrators.",
                    reply: ["type": "object"])
            ]
        ),
        (
            "/api/v2/login",
            [
                "post": [
                    "operationId": "log_in", "summary": "A token for a user.", "security": [],
                    "requestBody": [
                        "required": true,
                        "content": content([
                            "type": "object", "required": ["username", "password"],
                            "properties": [
                                "username": ["type": "string"], "password": ["type": "string"],
                                "otp": ["type": "string"],
                            ],
                        ]),
                    ],
                    "responses": [
                        "200": ["description": "A token.", "content": content(["type": "object"])],
                        "default": ["description": "Refused.", "content": content(OpenAPISchemas.reference("Errors"))],
                    ],
                ]
            ]
        ),
    ]

    private static let upload: JSON = [
        "parameters": [OpenAPIPaths.id],
        "post": [
            "operationId": "upload_file", "summary": "Send a file's bytes, once.",
            "requestBody": [
                "required": true,
                "content": [
                    "multipart/form-data": [
                        "schema": [
                            "type": "object", "required": ["file"],
                            "properties": ["file": ["type": "string", "format": "binary"]],
                        ]
                    ]
                ],
            ],
            "responses": [
                "200": [
                    "description": "Done.",
                    "content": content(OpenAPISchemas.single(of: "files")),
                ],
                "default": ["description": "Refused.", "content": content(OpenAPISchemas.reference("Errors"))],
            ],
        ],
    ]

    private static func download(_ what: String) -> JSON {
        [
            "parameters": [OpenAPIPaths.id],
            "get": [
                "operationId": .string("download_\(what)"),
                "summary": what == "file" ? "A file's bytes." : "The outcome of an action, by its result_task_id.",
                "parameters": [
                    ["name": "format", "in": "query", "schema": ["type": "string"], "description": "Not looked at."]
                ],
                "responses": [
                    "200": ["description": "The bytes.", "content": ["application/octet-stream": [:]]],
                    "default": ["description": "Refused.", "content": content(OpenAPISchemas.reference("Errors"))],
                ],
            ],
        ]
    }

    private static func act(_ id: String, _ summary: String, _ status: String, _ properties: JSON) -> JSON {
        [
            "parameters": [OpenAPIPaths.id],
            "post": [
                "operationId": .string(id), "summary": .string(summary),
                "requestBody": ["content": content(["type": "object", "properties": properties])],
                "responses": [
                    status: ["description": "Done.", "content": content(["type": "object"])],
                    "default": ["description": "Refused.", "content": content(OpenAPISchemas.reference("Errors"))],
                ],
            ],
        ]
    }

    private static func parameter(_ name: String, _ description: String, type: String = "string") -> JSON {
        [
            "name": .string(name), "in": "query", "description": .string(description),
            "schema": ["type": .string(type)],
        ]
    }

    private static func content(_ schema: JSON) -> JSON { ["application/json": ["schema": schema]] }
}

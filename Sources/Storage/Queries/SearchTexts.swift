/// The texts by which alerts and vendor alerts are found; the driver keeps a trigram index over them.
struct SearchTexts {
    let sql: any SQLConnection

    func save(_ content: String, owner: String) throws {
        try sql.execute(
            """
            INSERT INTO search_texts (owner_id, content) VALUES ($1, $2)
            ON CONFLICT (owner_id) DO UPDATE SET content = excluded.content
            WHERE search_texts.content <> excluded.content
            """, [.text(owner), .text(content)])
    }
}

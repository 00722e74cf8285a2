/// What all pages share.
struct PageFrame {
    let title: String
    /// Whether the page loads itself anew every few seconds.
    let refreshes: Bool

    func markup(around content: Markup) -> Markup {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        \(refreshes ? "<meta http-equiv=\"refresh\" content=\"3\">" : "" as Markup)
        <title>\(title)</title>
        <style>\(Self.style)</style>
        </head>
        <body>\(content)</body>
        </html>

        """
    }

    private static let style: Markup = """
        :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
        body { margin: 1.5rem auto; max-width: 80rem; padding: 0 1rem; }
        table { border-collapse: collapse; table-layout: fixed; width: 100%; }
        th:nth-child(1) { width: 6.5rem; } th:nth-child(2) { width: 8.5rem; } th:nth-child(3) { width: 8rem; }
        th:nth-child(5) { width: 9rem; } th:nth-child(7) { width: 11rem; } td { overflow-wrap: anywhere; }
        th, td { border-bottom: 1px solid #8884; padding: .4rem .6rem; text-align: left; vertical-align: top; }
        .time, small { font-variant-numeric: tabular-nums; opacity: .75; }
        .facts { display: flex; flex-wrap: wrap; gap: 1rem; }
        .facts dt { font-size: .8rem; opacity: .75; }
        .facts dd { margin: 0; font-weight: 600; }
        .status { border: 1px solid currentColor; border-radius: .3rem; padding: 0 .35rem; white-space: nowrap; }
        .OPEN { color: #c2410c; } .IN_PROGRESS { color: #1d7fd1; } .RESOLVED { color: #15803d; }
        .REJECTED { color: #808080; }
        blockquote { border-left: 3px solid #8888; margin: 0 0 .5rem; padding-left: .6rem; white-space: pre-wrap; }
        blockquote footer { font-size: .8rem; opacity: .75; }
        form { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1rem 0; }
        .complaint { border-left: 4px solid #c2410c; padding-left: .6rem; }
        """
}

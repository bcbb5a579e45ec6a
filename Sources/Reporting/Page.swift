internal import Diagnostics

/// The meaning of a piece of text, which decides its colour.
enum TextStyle {
    case plain, error, warning, info, notEvaluated, note, gutter, emphasis, pass

    /// The style of the label and the marks of a finding.
    init(_ severity: Severity) {
        self =
            switch severity {
            case .error: .error
            case .warning: .warning
            case .info: .info
            }
    }

    /// The parameters of ECMA-48's `SGR`: basic colours, and no background, so that any colour scheme stays readable.
    fileprivate var parameters: String? {
        switch self {
        case .plain: nil
        case .error: "1;31"
        case .warning: "1;33"
        case .info: "1;36"
        case .notEvaluated: "1;35"
        case .note, .gutter: "34"
        case .emphasis: "1"
        case .pass: "1;32"
        }
    }
}

/// A text under construction, with or without colours.
struct Page {
    /// The text so far, in UTF-8.
    private(set) var bytes: [UInt8] = []
    private let colors: ColorMode

    init(colors: ColorMode) {
        self.colors = colors
    }

    /// Writes `text` unchanged: text of a file or a path must be escaped with ``TerminalText`` first.
    mutating func write(_ text: String, _ style: TextStyle = .plain) {
        guard colors == .ansi, let parameters = style.parameters, !text.isEmpty else {
            bytes.append(contentsOf: text.utf8)
            return
        }
        bytes.append(contentsOf: "\u{1B}[\(parameters)m".utf8)
        bytes.append(contentsOf: text.utf8)
        bytes.append(contentsOf: "\u{1B}[0m".utf8)
    }

    /// Ends the line.
    mutating func endLine() {
        bytes.append(UInt8(ascii: "\n"))
    }
}

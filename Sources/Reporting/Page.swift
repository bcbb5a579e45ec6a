internal import Diagnostics

/// What a piece of text is to the reader; its colour follows from that.
enum TextStyle {
    case plain, error, warning, info, open, note, gutter, emphasis, pass

    /// The style of a severity's word and marks.
    init(_ severity: Severity) {
        self =
            switch severity {
            case .error: .error
            case .warning: .warning
            case .info: .info
            }
    }

    /// The parameters of ECMA-48's `SGR`; few, and none of them a background.
    fileprivate var parameters: String? {
        switch self {
        case .plain: nil
        case .error: "1;31"
        case .warning: "1;33"
        case .info: "1;36"
        case .open: "1;35"
        case .note, .gutter: "34"
        case .emphasis: "1"
        case .pass: "1;32"
        }
    }
}

/// Text that grows, in colours or without.
struct Page {
    /// What is written so far.
    private(set) var bytes: [UInt8] = []
    private let colors: ColorMode

    init(colors: ColorMode) {
        self.colors = colors
    }

    /// Writes `text` as it is: what comes from a file or a name must be made safe before.
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

internal import Diagnostics
internal import JSONSyntax
internal import SourceFiles

extension SettingsFile {
    /// Settings as the `rules.json` that would make them; `lint config` prints it.
    public static func text(of settings: Settings) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.key("$schema")
            json.string("rules.schema.json")
            json.key("lint")
            json.integer(1)
            json.key("profile")
            json.string(settings.profile.rawValue)
            json.key("base")
            write(settings.base, to: &json)
            json.key("configs")
            write(settings.configs.map(\.text), to: &json)
            json.key("layout")
            json.object { json in
                for (key, folder) in zip(layoutKeys, settings.layout.folders) {
                    json.key(key.name)
                    json.string(folder.text)
                }
            }
            json.key("branches")
            json.object { json in
                json.key("schema")
                json.string(settings.branches.schema)
                json.key("data")
                json.string(settings.branches.data)
            }
            json.key("core")
            json.object { json in
                json.key("package")
                json.string(settings.core.package)
                json.key("versions")
                write(settings.core.versions?.text, to: &json)
                json.key("head")
                write(settings.core.head, to: &json)
            }
            json.key("external")
            json.object { json in
                json.key("folders")
                write(settings.external.folders.map(\.text), to: &json)
                json.key("revisions")
                write(settings.external.revisions, to: &json)
            }
            json.key("rules")
            json.object { json in
                for rule in RuleRegistry.rules {
                    json.key(rule.metadata.id)
                    json.string(settings.severities[rule.metadata.id]?.rawValue ?? "off")
                }
            }
            json.key("ignore")
            json.array(settings.ignores.isEmpty ? .line : .lines) { json in
                for ignore in settings.ignores {
                    json.object { json in
                        json.key("path")
                        json.string(ignore.path)
                        json.key("rules")
                        write(ignore.rules, to: &json)
                        json.key("reason")
                        json.string(ignore.reason)
                    }
                }
            }
        }
        json.endLine()
        return json.bytes
    }

    private static func write(_ text: String?, to json: inout JSONWriter) {
        if let text { json.string(text) } else { json.null() }
    }

    private static func write(_ texts: [String], to json: inout JSONWriter) {
        json.array(.line) { json in for text in texts { json.string(text) } }
    }
}

import JSON

/// CloudWatch Logs: lines by group and stream.
struct LogStore {
    var groups: [String: Group] = [:]

    struct Group {
        let createdAt: Moment
        var retentionInDays: Int?
        var streams: [String: [Line]] = [:]

        init(createdAt: Moment) { self.createdAt = createdAt }
    }

    struct Line {
        /// Over all streams, in the order of writing.
        let number: Int
        let at: Moment
        let text: String
    }

    private var written = 0

    init() {}

    /// Adds lines to a stream; they are lost when there is no such group, as those of real tasks are.
    mutating func write(_ lines: [String], to group: String, _ stream: String, at moment: Moment, createsGroup: Bool) {
        if createsGroup, groups[group] == nil { groups[group] = Group(createdAt: moment) }
        guard groups[group] != nil else { return }
        for text in lines {
            written += 1
            groups[group]?.streams[stream, default: []].append(Line(number: written, at: moment, text: text))
        }
    }
}

import JSON

/// What `imgship open --json` prints.
struct OpenDocument: AnswerDocument {
    let place: EntryPlace

    var fields: JSONObject {
        [
            "name": .string(place.service.address.name), "cluster": .string(place.service.address.cluster),
            "service": .string(place.service.address.serviceName), "url": .string(place.url),
        ]
    }
}

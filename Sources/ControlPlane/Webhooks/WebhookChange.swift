import Journal
import RevenueCycle

/// One change of a webhook, as its entry has it.
struct WebhookChange: Hashable {
    /// Names the webhook.
    let webhook: StreamID
    let kind: Kind
    /// Why.
    let reason: String

    enum Kind: Hashable {
        /// It was registered.
        case added(url: String, kinds: Set<PublicEvent.Kind>?, account: String, WebhookSecret)
        /// It was given another secret; the one before is used beside it until a moment.
        case rotated(WebhookSecret, until: Timestamp)
        case removed
        /// Nothing is sent any more until somebody lets it begin again.
        case disabled
        case enabled
        /// A delivery failed after all before it had not.
        case failing
        /// A delivery succeeded after some had failed.
        case recovered
    }

    init(_ webhook: StreamID, _ kind: Kind, reason: String) {
        self.webhook = webhook
        self.kind = kind
        self.reason = reason
    }

    /// The type of its entry.
    var type: ShellEvent {
        switch kind {
        case .added: .webhookAdded
        case .rotated: .webhookRotated
        case .removed: .webhookRemoved
        case .disabled: .webhookDisabled
        case .enabled: .webhookEnabled
        case .failing: .webhookFailing
        case .recovered: .webhookRecovered
        }
    }

    func encoded() -> [UInt8] {
        var writer = FieldWriter()
        writer.raw(1, webhook.bytes)
        writer.text(2, reason)
        switch kind {
        case .added(let url, let kinds, let account, let secret):
            writer.text(3, url)
            writer.texts(4, (kinds ?? []).map(\.rawValue).sorted())
            writer.flag(5, kinds != nil)
            writer.text(6, account)
            writer.raw(7, secret.bytes)
        case .rotated(let secret, let until):
            writer.raw(7, secret.bytes)
            writer.signed(8, until.microsecondsSince1970)
        case .removed, .disabled, .enabled, .failing, .recovered: break
        }
        return writer.bytes
    }

    init(_ type: ShellEvent, decoding bytes: [UInt8]) throws(DecodingFault) {
        var fields = FieldReader(bytes)
        var webhook: StreamID?
        var reason = ""
        var url = ""
        var kinds: Set<PublicEvent.Kind> = []
        var isNarrowed = false
        var account = ""
        var secret = WebhookSecret([])
        var until = Timestamp(microsecondsSince1970: 0)
        while let field = try fields.next() {
            switch field.number {
            case 1: webhook = StreamID(bytes: field.raw)
            case 2: reason = field.text
            case 3: url = field.text
            // A type that is no more is never told, and takes nothing of the bound.
            case 4: if let kind = PublicEvent.Kind(rawValue: field.text) { kinds.insert(kind) }
            case 5: isNarrowed = field.flag
            case 6: account = field.text
            case 7: secret = WebhookSecret(field.raw)
            case 8: until = Timestamp(microsecondsSince1970: field.signed)
            default: break
            }
        }
        guard let webhook else { throw DecodingFault(record: "change of a webhook", field: 1) }
        let kind: Kind
        switch type {
        case .webhookAdded: kind = .added(url: url, kinds: isNarrowed ? kinds : nil, account: account, secret)
        case .webhookRotated: kind = .rotated(secret, until: until)
        case .webhookRemoved: kind = .removed
        case .webhookDisabled: kind = .disabled
        case .webhookEnabled: kind = .enabled
        case .webhookFailing: kind = .failing
        case .webhookRecovered: kind = .recovered
        default: throw DecodingFault(record: "change of a webhook of type \(type.rawValue)", field: 0)
        }
        self.init(webhook, kind, reason: reason)
    }
}

using Ledger.Exchange.Documents;
using Ledger.Exchange.Elements;
using Ledger.Exchange.Reading;
using static Ledger.Exchange.Elements.GuaranteeElements;

namespace Ledger.Exchange;

/// <summary>
/// 密文保函解密还原通知: after the opening, what guarantors need to restore the clear text. It carries no key: the chain has released the section's.
/// </summary>
/// <param name="Guarantees">The revealed guarantees, at least one.</param>
public sealed record DecryptionNoticeDocument(IReadOnlyList<DecryptedGuarantee> Guarantees) : ExchangeDocument
{
    internal static readonly DocumentSchema Schema = new DocumentSchema<DecryptionNoticeDocument>(
        DocumentKind.DecryptionNotice,
        new ElementMap<DecryptionNoticeDocument>(_ => new([]))
            .List(Decrypted.Required, document => document.Guarantees, DecryptedGuarantee.Map),
        Check);

    /// <inheritdoc/>
    public override DocumentKind Kind => DocumentKind.DecryptionNotice;

    private static void Check(ElementValues values, FindingList findings)
    {
        foreach (var (entry, number)
            in values.List<object>(Decrypted).Select((entry, number) => (entry as ElementValues, number))
                .Where(one => one.Item1 is not null))
        {
            DocumentSchema.CheckBelow(
                entry!, TenderElements.SectionCode, TenderElements.TenderProjectCode, findings, $"{Decrypted.Name}[{number}].");
        }
    }
}

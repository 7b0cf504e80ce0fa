using Ledger.Exchange.Documents;
using Ledger.Exchange.Elements;
using static Ledger.Exchange.Elements.GuaranteeElements;

namespace Ledger.Exchange;

/// <summary>
/// 密文保函解密还原通知: after the opening, what guarantors need to restore the clear text. It carries no key: the chain has released the section's.
/// </summary>
/// <param name="Guarantees">The revealed guarantees, at least one.</param>
public sealed record DecryptionNoticeDocument(IReadOnlyList<DecryptedGuarantee> Guarantees) : ExchangeDocument
{
    internal static DocumentSchema Schema { get; } = new(DocumentKind.DecryptionNotice, new(Decrypted.Required), Build,
        (values, findings) =>
    {
        foreach (var (entry, number)
            in values.List<object>(Decrypted).Select((entry, number) => (entry as ElementValues, number))
                .Where(one => one.Item1 is not null))
        {
            DocumentSchema.CheckBelow(
                entry!, TenderElements.SectionCode, TenderElements.TenderProjectCode, findings, $"{Decrypted.Name}[{number}].");
        }
    });

    /// <inheritdoc/>
    public override DocumentKind Kind => DocumentKind.DecryptionNotice;

    internal override ElementValues ToValues() => new ElementValues().SetList(Decrypted, Guarantees.Select(ValuesOf));

    private static ElementValues ValuesOf(DecryptedGuarantee one) => new ElementValues()
        .Set(ClaimElements.GuaranteeId, one.GuaranteeId)
        .Set(Number, one.GuaranteeNo)
        .Set(GuarantorCode, one.GuarantorUscc)
        .Set(TenderElements.OpeningTime, one.OpeningTime)
        .Set(TenderElements.TenderProjectCode, one.TenderProjectCode)
        .Set(TenderElements.TenderProjectName, one.TenderProjectName)
        .Set(TenderElements.SectionCode, one.SectionCode)
        .Set(TenderElements.SectionName, one.SectionName)
        .Set(TenderElements.TendererCode, one.TendererUscc)
        .Set(TenderElements.RegionCode, one.Region);

    private static DecryptionNoticeDocument Build(ElementValues values) =>
        new([.. values.List<ElementValues>(Decrypted).Select(entry => new DecryptedGuarantee
    {
        GuaranteeId = entry.Bytes(ClaimElements.GuaranteeId),
        GuaranteeNo = entry.Text(Number),
        GuarantorUscc = entry.Text(GuarantorCode),
        OpeningTime = entry.Number(TenderElements.OpeningTime),
        TenderProjectCode = entry.Text(TenderElements.TenderProjectCode),
        TenderProjectName = entry.Text(TenderElements.TenderProjectName),
        SectionCode = entry.Text(TenderElements.SectionCode),
        SectionName = entry.Text(TenderElements.SectionName),
        TendererUscc = entry.Text(TenderElements.TendererCode),
        Region = entry.Text(TenderElements.RegionCode),
    })]);
}

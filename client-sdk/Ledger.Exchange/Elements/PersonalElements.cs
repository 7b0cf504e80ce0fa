namespace Ledger.Exchange.Elements;

/// <summary>Names by which the sources carry personal data: legal persons, contacts, identity documents, telephones (S:F1, S:B1).</summary>
internal static class PersonalElements
{
    private static readonly string[] Marks =
    [
        "IDCARD", "ID_CARD", "CARD_TYPE", "CERT_TYPE", "CARD_NO", "_TEL", "PHONE", "CONTACT", "LEGAL_PERSON", "LEGAL_CERT", "EMAIL",
        "EAMIL", "PROPOSER", "OPERATION_PERSON",
    ];

    internal static bool Names(string element) => Marks.Any(mark => element.Contains(mark, StringComparison.OrdinalIgnoreCase));
}

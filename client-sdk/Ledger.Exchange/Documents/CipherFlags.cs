using Ledger.Exchange.Elements;
using Ledger.Exchange.Reading;
using static Ledger.Exchange.Elements.GuaranteeElements;

namespace Ledger.Exchange.Documents;

/// <summary>
/// The three flags by which live interfaces say that a guarantee is 密文 (S:B1, S:N3). Their numbers contradict one another, so each is read
/// by its own element's list, one is enough, and those that are given must say the same.
/// </summary>
internal static class CipherFlags
{
    private static readonly ExchangeElement[] Flags = [Text, EncryptionMark, CiphertextMark];

    /// <summary>What the flags say; null where there is none.</summary>
    internal static GuaranteeText? Of(ElementValues values) =>
        values.Has(Text) ? values.Value<GuaranteeText>(Text)
        : values.Has(EncryptionMark) ? Of(values, EncryptionMark)
        : values.Has(CiphertextMark) ? Of(values, CiphertextMark)
        : null;

    internal static void Check(ElementValues values, FindingList findings)
    {
        if (Of(values) is not { } text)
        {
            // A flag that is there and wrong has been found already.
            if (findings.All.Any(finding => Array.Exists(Flags, flag => flag.Name == finding.Element)))
            {
                return;
            }

            findings.Add(
                ExchangeFault.MissingElement,
                Text.Name,
                $"{Text.Chinese} must be given, as {Text.Name}, {EncryptionMark.Name} or {CiphertextMark.Name}.");
            return;
        }

        foreach (var mark in new[] { EncryptionMark, CiphertextMark }.Where(mark => values.Has(mark) && Of(values, mark) != text))
        {
            findings.Add(
                ExchangeFault.NotExpected,
                mark.Name,
                $"It says {(text == GuaranteeText.Ciphertext ? "明文" : "密文")}, and another flag the opposite; it is {mark.ShapeText}.");
        }
    }

    private static GuaranteeText Of(ElementValues values, ExchangeElement mark) =>
        values.Value<CipherMark>(mark) == CipherMark.Ciphertext ? GuaranteeText.Ciphertext : GuaranteeText.Plaintext;
}

using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Exchange.Reading;

namespace Ledger.Exchange.Shapes;

/// <summary>
/// A public key as small hexadecimal digits of 04 ‖ x ‖ y. A document does not say its chain's suite, so a point of either curve is taken.
/// </summary>
internal sealed class PointShape() : HexShape(PointBytes)
{
    private const int PointBytes = 65;

    private protected override object? Parse(string text, string path, FindingList findings)
    {
        if (base.Parse(text, path, findings) is not ByteString point)
        {
            return null;
        }

        foreach (var algorithm in (ReadOnlySpan<SignatureAlgorithm>)[SignatureAlgorithm.Sm2Sm3, SignatureAlgorithm.EcdsaP256Sha256])
        {
            if (PublicKeyRules.Check(new PublicKey(algorithm, point.Span)) is null)
            {
                return point;
            }
        }

        findings.Add(ExchangeFault.NotOnCurve, path, $"{FindingList.Quote(text)} is no point of SM2's curve or of P-256.");
        return null;
    }
}

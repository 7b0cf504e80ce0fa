using System.Text;
using Ledger.Crypto;
using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace Ledger.Cms;

/// <summary>
/// Finds which signer's ID an SM2 signature was made with, of those that programs are known to use by mistake, so that a refusal can name
/// it. A signature with another ID than GM/T 0009's stays invalid: what verifies under any of several IDs has several meanings.
/// </summary>
public static class OtherSignerIds
{
    /// <summary>
    /// The default of GM/T 0009 §10 in hexadecimal digits, the empty ID, GmSSL's of old, and the one of the standard's examples.
    /// </summary>
    private static readonly string[] Known =
    [
        "31323334353637383132333435363738", string.Empty, "anonym@gmssl.org", "ALICE123@YAHOO.COM",
        "1234567812345678\0",
    ];

    /// <summary>The ID under which a signature holds; null where it is none of those known. Never throws.</summary>
    public static string? Find(PublicKey key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Algorithm != SignatureAlgorithm.Sm2Sm3)
        {
            return null;
        }

        var curve = GMNamedCurves.GetByName("sm2p256v1");
        var parameters = new ECPublicKeyParameters(curve.Curve.DecodePoint(key.Encoded.ToArray()), new ECDomainParameters(curve));
        foreach (var id in Known)
        {
            var signer = new SM2Signer();
            signer.Init(forSigning: false, new ParametersWithID(parameters, Encoding.ASCII.GetBytes(id)));
            signer.BlockUpdate(message);
            if (signer.VerifySignature(signature.ToArray()))
            {
                return id;
            }
        }

        return null;
    }
}

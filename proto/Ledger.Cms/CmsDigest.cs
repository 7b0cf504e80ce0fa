using System.Security.Cryptography;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;

namespace Ledger.Cms;

/// <summary>The digest that goes with each signature algorithm, by its object identifier.</summary>
internal static class CmsDigest
{
    /// <summary>The one digest algorithm taken with keys of <paramref name="algorithm"/>.</summary>
    internal static string OidOf(SignatureAlgorithm algorithm) => algorithm switch
    {
        SignatureAlgorithm.Sm2Sm3 => CmsOids.Sm3,
        SignatureAlgorithm.EcdsaP384Sha384 => CmsOids.Sha384,
        _ => CmsOids.Sha256,
    };

    /// <summary>The digest of <paramref name="content"/>; null where the algorithm is not taken.</summary>
    internal static byte[]? Compute(string oid, ReadOnlySpan<byte> content)
    {
        if (oid == CmsOids.Sm3)
        {
            var digest = new byte[IHasher.DigestBytes];
            Hashers.For(CryptoSuite.Guomi).Hash(content, digest);
            return digest;
        }

        return oid switch
        {
            CmsOids.Sha256 => SHA256.HashData(content),
            CmsOids.Sha384 => SHA384.HashData(content),
            CmsOids.Sha512 => SHA512.HashData(content),
            _ => null,
        };
    }

    /// <summary>As <see cref="Compute"/>, and SHA-1 as well: for names of what another signature protects.</summary>
    internal static byte[]? ComputeName(string oid, ReadOnlySpan<byte> content) =>
#pragma warning disable CA5350 // RFC 2634 knows no other; the certificate is protected by its authority's signature.
        oid == CmsOids.Sha1 ? SHA1.HashData(content) : Compute(oid, content);
#pragma warning restore CA5350
}

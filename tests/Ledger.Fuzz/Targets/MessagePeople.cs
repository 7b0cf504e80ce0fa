using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Certificates.Names;
using Ledger.Cms;
using Ledger.Crypto;
using Ledger.Crypto.Keys;

namespace Ledger.Fuzz.Targets;

/// <summary>An authority and two certificates below it, one to sign with and one to encrypt to: from fixed seeds.</summary>
internal static class MessagePeople
{
    internal const long BeginMs = 1_767_225_600_000; // 2026-01-01
    internal const long EndMs = 1_830_297_600_000;

    private static readonly CertificateIssuer Issuer = new(Name("Authority"), Pair(1).CreateSigner());

    internal static Certificate Root { get; } = Issuer.IssueRoot(new byte[] { 1 }, BeginMs, EndMs);

    internal static MessageSigner Signer { get; } = new(Certify(2, KeyUsages.Signing), Pair(2).CreateSigner());

    internal static MessageRecipient Recipient { get; } = new(Certify(3, KeyUsages.Encryption), Pair(3));

    private static Certificate Certify(byte number, KeyUsages usage) => Issuer.Issue(new CertificateTemplate
    {
        Subject = Name($"Person {number}"),
        PublicKey = Pair(number).PublicKey,
        SerialNumber = new[] { number },
        NotBeforeMs = BeginMs,
        NotAfterMs = EndMs,
        KeyUsage = usage,
        OrganizationCode = "91440400MA4UWX0R6T",
    });

    private static KeyPair Pair(byte number)
    {
        var seed = new byte[KeyPair.SeedBytes];
        seed[0] = number;
        return KeyPair.FromSeed(SignatureAlgorithm.Sm2Sm3, seed);
    }

    private static DistinguishedName Name(string common) =>
        DistinguishedName.Create(new DistinguishedNameAttribute(DistinguishedName.CommonNameOid, common));
}

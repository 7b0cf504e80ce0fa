using Ledger.Certificates.Paths;
using Ledger.Crypto.Signatures;

namespace Ledger.Certificates.Tests.Paths;

/// <summary>One row of the table: a path, how it is asked about, and the reason that must come out.</summary>
internal sealed record PathCase(string Name, PathReason Expected, Certificate Leaf, Certificate[] Between, Certificate Anchor)
{
    internal static readonly long Now = TestAuthority.Begin.AddYears(2).ToUnixTimeMilliseconds();

    internal PathOptions Options { get; init; } = new() { AtMs = Now };

    /// <summary>Whether OpenSSL and .NET judge by the same rule; false where the rule is this library's or they know none.</summary>
    internal bool OthersAgree { get; init; } = true;

    /// <summary>Whether .NET does; it asks for policies only where one names them.</summary>
    internal bool DotnetAgrees { get; init; } = true;

    internal PathResult Judge(CertificateSignatureCache? cache = null) => new PathValidator(new SignatureVerifier(), cache)
        .Validate(Leaf, Between, new TrustAnchorSet([new TrustAnchor(Anchor)]), Options);
}

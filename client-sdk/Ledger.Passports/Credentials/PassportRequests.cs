using System.Security.Cryptography;
using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Passports.Credentials;

/// <summary>What somebody asks a subject to show. A request is made for one answer: its nonce is what tells answers apart.</summary>
public static class PassportRequests
{
    /// <summary>Length of the nonce.</summary>
    public const int NonceBytes = 32;

    /// <summary>Longest audience.</summary>
    public const int AudienceCharsMax = 200;

    private const int SectionCodeCharsMax = 23;

    /// <summary>Makes a request with a fresh nonce.</summary>
    /// <param name="chainId">The chain.</param>
    /// <param name="audience">Who asks.</param>
    /// <param name="sectionCode">For which section; empty for none.</param>
    /// <param name="kind">Which kind of record.</param>
    /// <param name="fields">Which of its fields, in any order.</param>
    /// <param name="asOfMs">When the record must be in force, UTC milliseconds.</param>
    public static PassportRequest Make(
        Digest chainId, string audience, string sectionCode, CredentialKind kind, IEnumerable<string> fields, long asOfMs) => new()
        {
            ChainId = ByteString.CopyFrom(chainId.ToArray()),
            Audience = audience,
            SectionCode = sectionCode,
            Kind = kind,
            Fields = { fields.Distinct().Order(StringComparer.Ordinal) },
            AsOf = asOfMs,
            Nonce = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(NonceBytes)),
        };

    /// <summary>What is wrong with a request for this chain; empty where nothing is.</summary>
    public static string Check(Digest chainId, PassportRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var known = CredentialFields.NamesOf(request.Kind);
        return !request.ChainId.Span.SequenceEqual(chainId.ToArray()) ? "it is of another chain"
            : request.Audience.Length is 0 or > AudienceCharsMax || request.Audience.Any(char.IsControl)
                ? $"audience must be a text of 1 to {AudienceCharsMax} characters"
            : request.SectionCode.Length is not (0 or SectionCodeCharsMax)
                ? $"section_code must have {SectionCodeCharsMax} characters, or be left out"
            : known.Count == 0 ? "kind must be a kind of credential"
            : request.Fields.Count == 0 || request.Fields.FirstOrDefault(name => !known.Contains(name)) is not null
                ? $"fields must be some of {string.Join(", ", known)}"
            : !request.Fields.SequenceEqual(request.Fields.Distinct().Order(StringComparer.Ordinal))
                ? "fields must stand ascending, each once"
            : request.AsOf <= 0 ? "as_of must be a time after 1970"
            : request.Nonce.Length != NonceBytes ? $"nonce must have {NonceBytes} bytes"
            : string.Empty;
    }
}

using System.Text.Json;
using Ledger.Protocol;
using Ledger.Protocol.Json;

namespace Ledger.OnlineChecks;

/// <summary>
/// Reads which authority is asked where, from JSON that the centre writes (docs/spec/online-check.md); all faults are told at once.
/// Addresses come from nowhere else, least of all from the chain or an answer.
/// </summary>
public static class AuthoritiesReader
{
    /// <summary>The one version of the format.</summary>
    public const int Version = 1;

    /// <summary>Most bytes of a file.</summary>
    public const int BytesMax = 256 * 1024;

    /// <summary>Most authorities of one file.</summary>
    public const int AuthoritiesMax = 256;

    private const int UrlCharsMax = 400;
    private static readonly string[] FileFields = ["version", "authorities"];
    private static readonly string[] AuthorityFields = ["uscc", "url", "attempts", "timeout_ms"];
    private static readonly Uri Nowhere = new("http://localhost"); // what a file with faults reads as is given to nobody

    /// <summary>Reads a file.</summary>
    /// <param name="utf8">Its bytes.</param>
    /// <returns>The authorities by code, or every fault. Never an exception, whatever the bytes are.</returns>
    public static AuthoritiesReading Read(ReadOnlyMemory<byte> utf8)
    {
        var faults = new List<JsonFault>();
        var read = StrictJson.Read(utf8, BytesMax, faults, root => ReadFile(root, faults));
        return new AuthoritiesReading(faults.Count == 0 ? read : null, faults);
    }

    private static Dictionary<string, HttpAuthorityOptions> ReadFile(JsonElement root, List<JsonFault> faults)
    {
        var fields = new JsonObjectFields(root, "", faults, FileFields);
        if (fields.Number("version", 1, int.MaxValue, absent: Version) is var version && version != Version)
        {
            fields.Fault("version", $"it is {version}; this program knows {Version}.", $"版本为 {version}，本程序只识别 {Version}。");
        }

        var authorities = new Dictionary<string, HttpAuthorityOptions>(StringComparer.Ordinal);
        foreach (var (index, element) in fields.List("authorities", AuthoritiesMax).Index())
        {
            var (uscc, options) = ReadAuthority(element, $"authorities[{index}]", faults);
            if (!authorities.TryAdd(uscc, options))
            {
                fields.Fault("authorities", $"the code '{uscc}' stands twice.", $"代码“{uscc}”重复出现。");
            }
        }

        return authorities;
    }

    private static (string Uscc, HttpAuthorityOptions Options) ReadAuthority(JsonElement element, string place, List<JsonFault> faults)
    {
        var fields = new JsonObjectFields(element, place, faults, AuthorityFields);
        var uscc = fields.Text(
            "uscc", UnifiedSocialCreditCode.Length, fits: UnifiedSocialCreditCode.HasShape, shape: "统一社会信用代码, 18 characters");
        var url = fields.Text(
            "url", UrlCharsMax, shape: "https://host/path (http: 127.0.0.1, localhost)",
            fits: text => Uri.TryCreate(text, UriKind.Absolute, out var address) && HttpAuthorityOptions.IsAddress(address));
        var defaults = new HttpAuthorityOptions { Address = Nowhere };
        return (uscc, new HttpAuthorityOptions
        {
            Address = Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri : Nowhere,
            Attempts = (int)fields.Number("attempts", 1, HttpAuthorityOptions.AttemptsMax, isRequired: false, absent: defaults.Attempts),
            TimeoutMs = (int)fields.Number(
                "timeout_ms", 1, HttpAuthorityOptions.TimeoutMsMax, isRequired: false, absent: defaults.TimeoutMs),
        });
    }
}

/// <summary>A file that was read.</summary>
/// <param name="Authorities">How each authority is asked, by its code; null where there are faults.</param>
/// <param name="Faults">What is wrong with it.</param>
public sealed record AuthoritiesReading(
    IReadOnlyDictionary<string, HttpAuthorityOptions>? Authorities, IReadOnlyList<JsonFault> Faults);

using System.Net;
using System.Text.Json;
using Ledger.Oidc.Logins;
using Ledger.Protocol.Json;
using Ledger.Protocol.Sessions;

namespace Ledger.Oidc.Configuration;

/// <summary>Reads a provider's configuration from JSON (docs/spec/oidc.schema.json); all faults are told at once.</summary>
public static class OidcConfigurationReader
{
    /// <summary>The one version of the format.</summary>
    public const int Version = 1;

    /// <summary>Most bytes of a file.</summary>
    public const int BytesMax = 256 * 1024;

    /// <summary>Most applications of one centre.</summary>
    public const int ClientsMax = 64;

    internal const int UrisMax = 16;

    internal static readonly string[] FileFields = ["version", "issuer", "listen", "keys", "openings", "clients"];

    internal static readonly string[] ClientFields =
        ["client_id", "name", "name_en", "secret_sha256", "redirect_uris", "post_logout_redirect_uris", "scopes"];

    private const int IdCharsMax = 64;
    private const int NameCharsMax = 40; // a scan session's title holds it beside what is given
    private const int UriCharsMax = 400;
    private const int PathCharsMax = 1000;
    private const int Sha256Chars = 64;
    private static readonly Uri Nowhere = new("http://localhost"); // what a file with faults reads as is given to nobody

    /// <summary>Reads a file.</summary>
    /// <param name="utf8">Its bytes.</param>
    /// <param name="folder">The folder that relative paths in it are relative to.</param>
    /// <returns>The configuration, or every fault. Never an exception, whatever the bytes are.</returns>
    public static OidcConfigurationReading Read(ReadOnlyMemory<byte> utf8, string folder)
    {
        var faults = new List<JsonFault>();
        var read = StrictJson.Read(utf8, BytesMax, faults, root => ReadFile(root, folder, faults));
        return new OidcConfigurationReading(faults.Count == 0 ? read : null, faults);
    }

    private static OidcConfiguration ReadFile(JsonElement root, string folder, List<JsonFault> faults)
    {
        var fields = new JsonObjectFields(root, "", faults, FileFields);
        if (fields.Number("version", 1, int.MaxValue, absent: Version) is var version && version != Version)
        {
            fields.Fault("version", $"it is {version}; this program knows {Version}.", $"版本为 {version}，本程序只识别 {Version}。");
        }

        var issuer = fields.Text(
            "issuer", ScanLimits.OriginCharsMax, fits: ScanTickets.IsOrigin,
            shape: "https://login.example.gov.cn (http: 127.0.0.1, localhost)");
        var listen = fields.Text(
            "listen", UriCharsMax, shape: "127.0.0.1:7900",
            fits: text => IPEndPoint.TryParse(text, out var end) && IPAddress.IsLoopback(end.Address) && end.Port > 0);
        var keys = fields.Text("keys", PathCharsMax);
        var openings = fields.Text("openings", PathCharsMax);
        var clients = fields.List("clients", ClientsMax).Index()
            .Select(one => ReadClient(one.Item, $"clients[{one.Index}]", faults)).ToList();
        foreach (var twice in clients.GroupBy(client => client.Id, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            fields.Fault(
                "clients",
                $"the client_id '{twice.Key}' stands {twice.Count()} times.",
                $"client_id“{twice.Key}”出现了 {twice.Count()} 次。");
        }

        return new OidcConfiguration(
            Uri.TryCreate(issuer, UriKind.Absolute, out var origin) ? origin : Nowhere,
            IPEndPoint.TryParse(listen, out var end) ? end : new IPEndPoint(IPAddress.Loopback, 0),
            Path.Combine(folder, keys),
            Path.Combine(folder, openings),
            clients);
    }

    private static OidcClient ReadClient(JsonElement element, string place, List<JsonFault> faults)
    {
        var fields = new JsonObjectFields(element, place, faults, ClientFields);
        var id = fields.Text(
            "client_id", IdCharsMax, fits: text => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_'),
            shape: "letters, digits, - . _");
        var name = fields.Text("name", NameCharsMax);
        var english = fields.Text("name_en", NameCharsMax);
        var secret = fields.Text(
            "secret_sha256", Sha256Chars, fits: text => text.Length == Sha256Chars && text.All(char.IsAsciiHexDigitLower),
            shape: "64 × 0-9a-f, `ledger oidc secret`");
        var redirects = Uris(fields, "redirect_uris", isRequired: true);
        var afterwards = Uris(fields, "post_logout_redirect_uris", isRequired: false);
        var scopes = Scopes(fields);
        return new OidcClient(
            id, name, english, secret.Length == Sha256Chars && secret.All(char.IsAsciiHexDigit) ? Convert.FromHexString(secret) : default,
            redirects, afterwards, scopes);
    }

    // Compared as text later on, so there is one form alone: absolute, no fragment, no user, in clear for this machine alone.
    private static List<string> Uris(JsonObjectFields fields, string field, bool isRequired)
    {
        var uris = new List<string>();
        foreach (var text in Texts(fields, field, UrisMax, isRequired))
        {
            if (text.Length > UriCharsMax || !Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.AbsoluteUri != text
                || uri.Fragment.Length > 0 || text.Contains('#', StringComparison.Ordinal) || uri.UserInfo.Length > 0
                || text.Contains('*', StringComparison.Ordinal)
                || !(uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)))
            {
                fields.Fault(
                    field,
                    $"'{text}' is no address for a browser to come back to: write it whole, https://host/path, without * and #; http " +
                    $"only for this machine.",
                    $"“{text}”不能作为返回地址：请写完整的 https://主机/路径，不含 * 和 #；http 仅限本机。");
            }
            else if (uris.Contains(text, StringComparer.Ordinal))
            {
                fields.Fault(field, $"'{text}' stands twice.", $"“{text}”重复出现。");
            }
            else
            {
                uris.Add(text);
            }
        }

        return uris;
    }

    private static List<string> Scopes(JsonObjectFields fields)
    {
        var scopes = new List<string>();
        foreach (var text in Texts(fields, "scopes", LoginScopes.All.Count, isRequired: true))
        {
            if (!LoginScopes.All.Contains(text) || scopes.Contains(text))
            {
                var known = string.Join(", ", LoginScopes.All);
                fields.Fault(
                    "scopes",
                    $"'{text}' is no scope, or stands twice; there are: {known}.",
                    $"没有“{text}”这个范围，或重复出现；可用：{known}。");
                continue;
            }

            scopes.Add(text);
        }

        if (scopes.Count > 0 && !scopes.Contains(LoginScopes.OpenId))
        {
            fields.Fault("scopes", "openid is missing: without it nothing is a login.", "缺少 openid：没有它就不是登录。");
        }

        return scopes;
    }

    private static IEnumerable<string> Texts(JsonObjectFields fields, string field, int countMax, bool isRequired)
    {
        foreach (var element in fields.List(field, countMax, isRequired))
        {
            if (element.ValueKind == JsonValueKind.String)
            {
                yield return element.GetString()!;
            }
            else
            {
                fields.Fault(field, "each of it must be text.", "每一项都应为文字。");
            }
        }
    }
}

using System.Text;
using System.Text.Json;
using Ledger.Oidc.Configuration;
using Ledger.Oidc.Logins;

namespace Ledger.Oidc.Tests;

public sealed class ConfigurationTests
{
    private const string Good = """
        {"version": 1, "issuer": "https://login.example.gov.cn", "listen": "127.0.0.1:7900", "keys": "keys", "openings": "/var/openings",
         "clients": [{"client_id": "bidding", "name": "电子招投标系统", "name_en": "Bidding",
          "secret_sha256": "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
          "redirect_uris": ["https://bidding.example.gov.cn/callback"], "scopes": ["openid", "subject"]}]}
        """;

    [Fact]
    public void A_good_file_is_read_and_its_paths_are_its_folders()
    {
        var read = OidcConfigurationReader.Read(Encoding.UTF8.GetBytes(Good), "/etc/ledger").Configuration!;
        Assert.Equal(
            ("https://login.example.gov.cn", "/etc/ledger/keys", "/var/openings"), (read.Origin, read.Keys, read.Openings));
        Assert.Equal(["openid", "subject"], Assert.Single(read.Clients).Scopes);
    }

    [Theory]
    [InlineData("\"version\": 1", "\"version\": 2", "version")]
    [InlineData("https://login.example.gov.cn", "http://login.example.gov.cn", "issuer")]
    [InlineData("https://login.example.gov.cn", "https://login.example.gov.cn/", "issuer")]
    [InlineData("127.0.0.1:7900", "0.0.0.0:7900", "listen")]
    [InlineData("127.0.0.1:7900", "127.0.0.1", "listen")]
    [InlineData("\"keys\": \"keys\", ", "", "keys")]
    [InlineData("\"bidding\"", "\"bid ding\"", "clients[0].client_id")]
    [InlineData("00112233445566778899aabbccddeeff0", "0", "clients[0].secret_sha256")]
    [InlineData("https://bidding.example.gov.cn/callback", "http://bidding.example.gov.cn/callback", "clients[0].redirect_uris")]
    [InlineData("https://bidding.example.gov.cn/callback", "https://bidding.example.gov.cn/*", "clients[0].redirect_uris")]
    [InlineData("https://bidding.example.gov.cn/callback", "https://bidding.example.gov.cn/callback#x", "clients[0].redirect_uris")]
    [InlineData("https://bidding.example.gov.cn/callback", "https://BIDDING.example.gov.cn/callback", "clients[0].redirect_uris")]
    [InlineData("https://bidding.example.gov.cn/callback", "https://u@bidding.example.gov.cn/callback", "clients[0].redirect_uris")]
    [InlineData("https://bidding.example.gov.cn/callback", "myapp://callback", "clients[0].redirect_uris")]
    [InlineData("\"openid\", ", "", "clients[0].scopes")]
    [InlineData("\"subject\"", "\"email\"", "clients[0].scopes")]
    [InlineData("\"scopes\"", "\"scope\"", "clients[0].scope")]
    public void Each_fault_is_named_by_its_field(string good, string bad, string place)
    {
        var text = Good.Replace(good, bad, StringComparison.Ordinal);
        Assert.NotEqual(Good, text);
        var reading = OidcConfigurationReader.Read(Encoding.UTF8.GetBytes(text), "/");
        Assert.Null(reading.Configuration);
        Assert.Contains(place, reading.Faults.Select(fault => fault.Place));
        Assert.All(reading.Faults, fault => Assert.True(fault.English.Length > 0 && fault.Chinese.Length > 0));
    }

    [Fact]
    public void All_faults_are_told_at_once_and_no_bytes_throw()
    {
        var text = Good.Replace("127.0.0.1:7900", "x", StringComparison.Ordinal).Replace("https://", "ftp://", StringComparison.Ordinal);
        Assert.Equal(
            ["issuer", "listen", "clients[0].redirect_uris"],
            OidcConfigurationReader.Read(Encoding.UTF8.GetBytes(text), "/").Faults.Select(fault => fault.Place));
        Assert.All(
            ["", "[]", "{", "{\"clients\": [1, null, [], {\"scopes\": [1], \"redirect_uris\": {}}]}", "{\"issuer\": \"\\ud800\"}"],
            one => Assert.NotEmpty(OidcConfigurationReader.Read(Encoding.UTF8.GetBytes(one), "/").Faults));
    }

    [Fact]
    public void The_schema_has_the_readers_fields()
    {
        var schema = JsonDocument.Parse(File.ReadAllBytes(Repository.PathOf("docs/spec/oidc.schema.json"))).RootElement;
        Assert.Equal(OidcConfigurationReader.FileFields, Fields(schema));
        var client = schema.GetProperty("$defs").GetProperty("client");
        Assert.Equal(OidcConfigurationReader.ClientFields, Fields(client));
        Assert.Equal(
            LoginScopes.All,
            client.GetProperty("properties").GetProperty("scopes").GetProperty("items").GetProperty("enum").EnumerateArray()
                .Select(one => one.GetString()));
        Assert.Equal(
            OidcConfigurationReader.ClientsMax, schema.GetProperty("properties").GetProperty("clients").GetProperty("maxItems").GetInt32());
    }

    private static IEnumerable<string> Fields(JsonElement schema) =>
        schema.GetProperty("properties").EnumerateObject().Select(property => property.Name);
}

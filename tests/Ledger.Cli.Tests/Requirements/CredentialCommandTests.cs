using System.Text.Json.Nodes;
using Ledger.Passports.SdJwt;

namespace Ledger.Cli.Tests.Requirements;

/// <summary>An authority's day against four real validators: import, change, and what anybody reads of it with proofs.</summary>
public sealed class CredentialCommandTests : ConsortiumFixture
{
    private const string Uscc = "91440400MA4UWX0R6T";
    private static readonly string Digest = new('a', 64);

    private static readonly string Qualifications = $"""
        subject_uscc,region,effective_from,document_no,document_digest,type_code,level_code
        {Uscc},440400,2020-05-06 00:00,粤建许〔2020〕1号,{Digest},D110,B
        {Uscc},440400,2020-05-06 00:00,粤建许〔2020〕2号,{Digest},D999,B
        {Uscc},440400,gestern,粤建许〔2020〕3号,{Digest},D101,C
        """;

    private const string Requirement = """
        {"version": 1, "title": "市政道路", "deadline": "2030-01-01T09:30:00+08:00", "items": [
          {"id": "level", "kind": "qualification", "type_code": "D110", "level_code": "Y", "certified": false},
          {"id": "higher", "kind": "qualification", "type_code": "D110", "level_code": "J", "certified": false},
          {"id": "clean", "kind": "no_credit", "kinds": ["BLACKLIST"]},
          {"id": "work", "kind": "performance", "trade_class": "A"}]}
        """;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        WriteKey("zhuhai", Seed.Validators[0].Owner);
        WriteKey("housing", Seed.Issuer);
        await File.WriteAllTextAsync(PathOf("rows.csv"), Qualifications);
        await File.WriteAllTextAsync(PathOf("requirement.json"), Requirement);
        await RunAsync(ExitCode.Done, "zhuhai", "subject", "register", Uscc, "--name", "珠海建设有限公司");
    }

    [Fact]
    public async Task Rows_are_imported_once_changed_and_judged_on_proofs()
    {
        string[] import = ["credential", "import", PathOf("rows.csv"), "--kind", "qualification"];
        var dry = await RunAsync(ExitCode.Refused, "housing", [.. import, "--dry-run"]);
        Assert.Equal(["4 BAD_VALUE"], FaultsOf(dry));
        Assert.Empty((await RunAsync(ExitCode.Done, "zhuhai", "credential", "list", Uscc))["records"]!.AsArray());

        var sent = await RunAsync(ExitCode.Refused, "housing", import);
        Assert.Equal(["4 BAD_VALUE", "3 UNKNOWN_QUALIFICATION_TYPE"], FaultsOf(sent));
        await RunAsync(ExitCode.Refused, "housing", import); // again: nothing changes
        var record = (await RunAsync(ExitCode.Done, "zhuhai", "credential", "list", Uscc))["records"]!.AsArray().Single()!;
        Assert.Equal(("Qualification", "InForce", "粤建许〔2020〕1号"), (
            (string)record["kind"]!, (string)record["status"]!, (string)record["document_no"]!));

        // The reform's level counts the one of before; what is not on the chain is unknown.
        var check = await RunAsync(ExitCode.Refused, "zhuhai", "requirement", "check", PathOf("requirement.json"), "--uscc", Uscc);
        Assert.Equal(
            [("level", "Met"), ("higher", "NotMet"), ("clean", "Met"), ("work", "Unknown")],
            check["items"]!.AsArray().Select(item => ((string)item!["id"]!, (string)item["outcome"]!)));

        string[] change =
        [
            "credential", "change", Uscc, "--record-id", (string)record["record_id"]!, "--kind", "revoked", "--effective-from",
            "2025-01-01 00:00", "--document-no", "1", "--document-digest", Digest, "--reason", "注销",
        ];
        var refused = await RefusedAsync("zhuhai", change);
        Assert.Equal("NOT_THE_RECORDS_ISSUER", (string?)refused["name"]);
        await RunAsync(ExitCode.Done, "housing", change);
        Assert.Equal("InForce", await StatusAsync("2024-12-31 23:59"));
        Assert.Equal("Revoked", await StatusAsync("2025-01-01 00:00"));
        Assert.Empty((await RunAsync(ExitCode.Done, "zhuhai", "credential", "checks", Uscc))["checks"]!.AsArray());
        var all = await RunAsync(ExitCode.Done, "zhuhai", "subject", "export", Uscc);
        Assert.Equal(("珠海建设有限公司", 1), ((string)all["subject"]!["name"]!, all["records"]!.AsArray().Count));
        string[] watch = ["subject", "watch", Uscc, "--count", "3"];
        string[] happened = ["subject.registered", "credential.recorded", "credential.changed"];
        var seen = await LinesAsync(ExitCode.Done, "zhuhai", watch);
        Assert.Equal(happened, seen.Select(one => (string)one["type"]!));
        Assert.Equal(
            happened,
            (await LinesAsync(ExitCode.Done, "zhuhai", [.. watch, "--blocks", "--from", "1"])).Select(one => (string)one["type"]!));
        var after = (seen[0]["cursor"].Number() + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(
            happened[1],
            (string?)(await RunAsync(ExitCode.Done, "zhuhai", "subject", "watch", Uscc, "--count", "1", "--from", after))["type"]);
        await RunAsync(ExitCode.Usage, "zhuhai", "subject", "watch", "9144");
        var explained = await RunAsync(ExitCode.Done, "zhuhai", "requirement", "explain", PathOf("requirement.json"));
        Assert.Equal("无有效的黑名单", (string?)explained["items"]!.AsArray()[2]!["asks_zh"]);
    }

    [Fact]
    public async Task A_subject_shows_some_fields_of_its_record_to_who_asked_and_to_nobody_else()
    {
        var subject = Seed.Guarantors[0].Participant;
        WriteKey("subject", subject);
        WriteKey("thief", Seed.Guarantors[1].Participant);
        await File.WriteAllTextAsync(PathOf("subject.csv"), Qualifications.Split('\n')[0] + '\n' + Qualifications.Split('\n')[1].Replace(
            Uscc, subject.Uscc, StringComparison.Ordinal) + '\n');
        await RunAsync(ExitCode.Done, "housing", "credential", "import", PathOf("subject.csv"), "--kind", "qualification");
        var id = (string)(await RunAsync(ExitCode.Done, "zhuhai", "credential", "list", subject.Uscc))["records"]![0]!["record_id"]!;

        string[] commit = ["credential", "commit", subject.Uscc, "--record-id", id, "--out", PathOf("credential.json")];
        Assert.Equal("RULES_TOO_OLD", (string?)(await RefusedAsync("housing", commit))["name"]);
        Assert.False(File.Exists(PathOf("credential.json")));
        await EnactRulesAsync();
        Assert.Equal("NOT_THE_RECORDS_ISSUER", (string?)(await RefusedAsync("zhuhai", commit))["name"]);
        Assert.False(File.Exists(PathOf("credential.json")));
        await RunAsync(ExitCode.Done, "housing", commit);
        await RunAsync(ExitCode.Usage, "housing", commit); // the file is there

        await AskAsync("request.json");
        await AskAsync("another.json");
        var shown = await PresentAsync(ExitCode.Done, "subject", "answer.ldgp");
        Assert.Equal(("valid", "B"), ((string)shown["verdict"]!, (string)shown["credential"]!["fields"]![0]!["value"]!));
        await PresentAsync(ExitCode.NotVerified, "thief", "stolen.ldgp");
        Assert.False(File.Exists(PathOf("stolen.ldgp")));
        var verified = await RunAsync(
            ExitCode.Done, "zhuhai", "passport", "verify", PathOf("answer.ldgp"), "--request", PathOf("request.json"));
        Assert.Equal(["level_code"], verified["credential"]!["fields"]!.AsArray().Select(field => (string)field!["name"]!));
        var other = await RunAsync(
            ExitCode.NotVerified, "zhuhai", "passport", "verify", PathOf("answer.ldgp"), "--request", PathOf("another.json"));
        Assert.StartsWith("request: ", (string)other["reason"]!, StringComparison.Ordinal);

        string[] token =
        [
            "credential", "sd-jwt", subject.Uscc, "--record-id", id, "--holder", subject.CertificateId.ToString(), "--until",
            "2099-01-01 00:00", "--out",
        ];
        var made = await RunAsync(ExitCode.Done, "housing", [.. token, PathOf("credential.sd-jwt")]);
        Assert.Equal(JoseKeys.Sm2, (string?)made["algorithm"]);
        await RunAsync(ExitCode.Refused, "thief", [.. token, PathOf("forged.sd-jwt")]);
        string[] show =
        [
            "passport", "sd-jwt", "--credential", PathOf("credential.sd-jwt"), "--fields", "level_code", "--audience",
            "https://bank.example", "--nonce", "n-1", "--out", PathOf("answer.sd-jwt"),
        ];
        await RunAsync(ExitCode.Usage, "thief", show);
        Assert.False(File.Exists(PathOf("answer.sd-jwt")));
        await RunAsync(ExitCode.Done, "subject", show);
        Assert.Equal(3, (await File.ReadAllTextAsync(PathOf("answer.sd-jwt"))).Split('~').Length); // token, one field, key binding

        await RunAsync(
            ExitCode.Done, "housing", "credential", "change", subject.Uscc, "--record-id", id, "--kind", "revoked", "--effective-from",
            "2025-01-01 00:00", "--document-no", "1", "--document-digest", Digest, "--reason", "注销");
        await RunAsync(ExitCode.Refused, "housing", [.. token, PathOf("late.sd-jwt")]);
        var revoked = await PresentAsync(ExitCode.NotVerified, "subject", "revoked.ldgp");
        Assert.StartsWith("standing: ", (string)revoked["reason"]!, StringComparison.Ordinal);
        Assert.False(File.Exists(PathOf("revoked.ldgp")));

        Task<JsonNode> PresentAsync(int code, string key, string file) => RunAsync(
            code, key, "passport", "present", "--credential", PathOf("credential.json"), "--request", PathOf("request.json"), "--out",
            PathOf(file));

        Task<JsonNode> AskAsync(string file) => RunAsync(
            ExitCode.Done, "zhuhai", "passport", "request", "--kind", "Qualification", "--fields", "level_code", "--audience", "某银行",
            "--as-of", "2024-12-31 00:00", "--out", PathOf(file));
    }

    private static IEnumerable<string> FaultsOf(JsonNode import) =>
        import["faults"]!.AsArray().Select(fault => $"{fault!["line"]} {fault["rule"]}");

    private async Task<string> StatusAsync(string asOf) => (string)(await RunAsync(
        ExitCode.Done, "zhuhai", "credential", "list", Uscc, "--as-of", asOf))["records"]!.AsArray().Single()!["status"]!;
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Crypto;

namespace Ledger.Cli.Commands.Authorities;

internal sealed class CaCheckCommand : CliCommand
{
    private static readonly string[] Columns = ["file", "verdict", "message", "algorithm", "uscc"];
    private static readonly Argument<string[]> Files = new("FILE") { Description = "Certificates: PEM, DER, PEM bundles, .p7b. Of a bundle the end entity is checked, and the others help to build its path.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string> Trust = new("--trust") { Description = "A folder of authorities, subfolders too. A certificate signed by itself is an anchor, and so is any in a folder called anchors; all others only help to build paths, and so does any in a folder called intermediates. Revocation lists in it count. trust.json in it may give an algorithm floor and CA profiles.", HelpName = "DIR", Required = true };
    private static readonly Option<string?> At = new("--at") { Description = "The time that the answer is for, RFC 3339 in UTC; now otherwise.", HelpName = "TIME" };
    private static readonly Option<string> Usage = new Option<string>("--usage") { Description = "What the certificate is to be used for: login, sign, seal or encrypt; any otherwise.", DefaultValueFactory = _ => "any" }.AcceptOnlyFromAmong("any", "login", "sign", "seal", "encrypt");
    private static readonly Option<string?> Crl = new("--crl") { Description = "A folder of revocation lists.", HelpName = "DIR" };
    private static readonly Option<bool> RequireCrl = new("--require-crl") { Description = "Refuse a certificate that no revocation list covers." };

    internal CaCheckCommand(CliContext context)
        : base(
            "check",
            "What certificates are worth at a time, for a use: offline, from the authorities in a folder. Ends with 0 only where every file is valid.",
            "ledger ca check --trust authorities --at 2026-11-01T00:00:00Z --usage sign --crl lists --json signer.crt")
    {
        Add(Files);
        Add(Trust);
        Add(At);
        Add(Usage);
        Add(Crl);
        Add(RequireCrl);
        Does(context, (invocation, _) => Task.FromResult(Check(invocation)));
    }

    private static int Check(Invocation invocation)
    {
        var atMs = ReadTime(invocation.Value(At));
        var usage = Enum.Parse<CertificateUsage>(invocation.Value(Usage), ignoreCase: true);
        var verifier = new SignatureVerifier();
        var validator = new PathValidator(verifier, new CertificateSignatureCache());
        var trust = TrustFolder.Read(invocation.Value(Trust), validator);
        var lists = new List<RevocationList>(trust.RevocationLists);
        var warnings = new List<string>(trust.Warnings);
        if (invocation.Value(Crl) is { } folder)
        {
            var read = TrustFolder.Read(folder, validator);
            lists.AddRange(read.RevocationLists);
            warnings.AddRange(read.Warnings);
        }

        foreach (var warning in warnings)
        {
            invocation.Context.Error.WriteLine(warning);
        }

        var options = new PathOptions
        {
            AtMs = atMs,
            Usage = usage,
            Floor = trust.Floor,
            Revocation = lists.Count == 0 ? null : new RevocationListSource(verifier, lists),
            RequireRevocation = invocation.Value(RequireCrl),
        };
        var checker = new CertificateFileCheck(validator, trust, options);
        var rows = new JsonArray();
        var areValid = true;
        foreach (var file in invocation.Value(Files))
        {
            var (document, isValid) = checker.Check(file);
            areValid &= isValid;
            if (invocation.Parsed.GetValue(CommonOptions.Json))
            {
                invocation.Report.ShowItem(document, string.Empty);
            }
            else
            {
                rows.Add(document);
            }
        }

        if (rows.Count > 0)
        {
            invocation.Report.ShowList("certificates", new JsonObject { ["certificates"] = rows }, "certificates", Columns);
        }

        return areValid ? ExitCode.Done : ExitCode.NotVerified;
    }

    private static long ReadTime(string? text)
    {
        if (text is null)
        {
            return TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time.ToUnixTimeMilliseconds()
            : throw CliException.Usage($"--at {text} is no time; write for example 2026-11-01T00:00:00Z.");
    }
}

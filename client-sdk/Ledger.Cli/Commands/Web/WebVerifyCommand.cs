using System.CommandLine;
using Ledger.Protocol;

namespace Ledger.Cli.Commands.Web;

internal sealed class WebVerifyCommand : CliCommand
{
    private readonly Argument<string> _address = new("URL") { Description = "Where the pages are served." };

    private readonly Option<string> _build = new("--build")
    {
        Description = "The folder of the same pages, built by you.",
        HelpName = "DIR",
        Required = true,
    };

    private readonly Option<string?> _digest = new("--digest")
    {
        Description = "The digest that the build is to have, from somebody you trust.",
        HelpName = "HEX",
    };

    internal WebVerifyCommand(CliContext context)
        : base(
            "verify",
            "Compare what a node serves to browsers with the pages that you built, byte for byte, and its genesis file with --genesis.",
            "ledger web verify http://127.0.0.1:7310 --build web/console/dist")
    {
        Add(_address);
        Add(_build);
        Add(_digest);
        Does(context, VerifyAsync);
    }

    private async Task<int> VerifyAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var address = Invocation.AddressOf(invocation.Value(_address));
        var build = BuiltPages.Read(invocation.Value(_build), invocation.Genesis.Hasher);
        if (invocation.Value(_digest) is { } text && new Digest(HexArgument.Read(text, Digest.Bytes, "A digest")) is var wanted &&
            wanted != build.Digest)
        {
            throw CliException.NotVerified(
                $"Your build has the digest {build.Digest}, and not {wanted}. What to do: build the sources of that version, or ask " +
                "whose digest this is.",
                $"您的构建摘要为 {build.Digest}，而不是 {wanted}。请构建该版本的源代码，或核实此摘要来自何人。");
        }

        using var served = new ServedPages(invocation, address);
        var faults = await served.CompareAsync(build, cancellationToken);
        var document = new Document
        {
            ["address"] = address.ToString(),
            ["digest"] = build.Digest,
            ["files"] = build.Files.Count,
            ["bytes"] = build.Bytes,
            ["faults"] = Datum.List(faults.Select(fault => invocation.Report.Screen.Say(fault))),
        };
        invocation.Report.Show(
            faults.Count == 0
                ? ("served as you built them", "与您的构建逐字节一致")
                : ("not served as you built them", "与您的构建不一致"),
            document);
        return faults.Count == 0 ? ExitCode.Done : ExitCode.NotVerified;
    }
}

using System.CommandLine;

namespace Ledger.Cli.Commands.Web;

internal sealed class WebDigestCommand : CliCommand
{
    private readonly Argument<string> _folder = new("DIR") { Description = "The folder of the built pages." };

    internal WebDigestCommand(CliContext context)
        : base(
            "digest",
            "The digest of built pages, in the hash of the chain of --genesis: the same for everybody who builds the same sources.",
            "ledger web digest web/console/dist")
    {
        Add(_folder);
        Does(context, (invocation, _) =>
        {
            var build = BuiltPages.Read(invocation.Value(_folder), invocation.Genesis.Hasher);
            invocation.Report.Show(("build of pages", "页面构建"), new Document
            {
                ["digest"] = build.Digest,
                ["files"] = build.Files.Count,
                ["bytes"] = build.Bytes,
            });
            return Task.FromResult(ExitCode.Done);
        });
    }
}

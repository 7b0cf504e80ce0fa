using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Passports;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Passports;

internal sealed class PassportVerifyCommand : CliCommand
{
    private static readonly Argument<string> Input = new("FILE") { Description = "A passport, or a PDF with one inside." };
    private static readonly Option<string?> ChainId = new("--chain-id")
    {
        Description = "The trusted chain's id, 64 hexadecimal digits, in place of its genesis file; the passport must carry the file.",
        HelpName = "HEX",
    };

    /// <summary>The request that a credential's passport answers.</summary>
    internal static readonly Option<string?> AnsweredRequest = new("--request")
    {
        Description = "The request that it answers, which `passport request` wrote: a credential's passport is valid for it alone.",
        HelpName = "FILE",
    };

    internal PassportVerifyCommand(CliContext context)
        : base(
            "verify",
            "Check a passport with no node: every check by its name. Ends with 0 only where it is valid.",
            "ledger passport verify guarantee.ldgp --genesis genesis.json --json")
    {
        Add(Input);
        Add(ChainId);
        Add(AnsweredRequest);
        Does(context, (invocation, _) => Task.FromResult(Verify(invocation)));
    }

    private static int Verify(Invocation invocation)
    {
        var path = invocation.Value(Input);
        var trust = invocation.Value(ChainId) is not { } text ? PassportTrust.Of(invocation.Genesis)
            : Digest.TryParse(text, out var chainId) ? PassportTrust.Of(chainId)
            : throw CliException.Usage(
                $"--chain-id is {2 * Digest.Bytes} hexadecimal digits, not {text}.",
                $"--chain-id 应为 {2 * Digest.Bytes} 位十六进制数字，而不是 {text}。");
        var file = PassportInput.Read(path);
        return PassportVerdict.Show(invocation, path, file.Length, new PassportVerifier(trust).Verify(file, ReadRequest(invocation)));
    }

    /// <summary>The request that is given; null where none is.</summary>
    internal static PassportRequest? ReadRequest(Invocation invocation) => invocation.Value(AnsweredRequest) is { } path
        ? MessageFile.Read<PassportRequest>(path, invocation.Context)
        : null;
}

using System.CommandLine;
using System.Text;
using Ledger.Cli.Client;
using Ledger.Cli.Previews;
using Ledger.Client;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands;

internal sealed class TxSubmitCommand : CliCommand
{
    private static readonly Argument<string> File = new("FILE")
    {
        Description = "JSON {\"calls\": […]} of ledger.v1.Call, or an encoded, signed Transaction.",
    };
    private static readonly Option<string?> BusinessKey = new("--business-key")
    {
        Description = "16 to 64 bytes of text: the operation is done once under it; other calls under it are refused.",
        HelpName = "TEXT",
    };
    private static readonly Option<bool> NoWait = new("--no-wait") { Description = "Return once admitted; see `tx status`." };

    internal TxSubmitCommand(CliContext context)
        : base(
            "submit",
            "Sign and submit a transaction, and wait until it is final.",
            "ledger tx submit calls.json --key centre.key --pin-file centre.pin")
    {
        Add(File);
        Add(BusinessKey);
        Add(NoWait);
        DoesForGood(context, async (invocation, cancellationToken) =>
        {
            var bytes = EncodedFile.ReadAll(invocation.Value(File));
            var options = new SubmitOptions
            {
                BusinessKey = Encoding.UTF8.GetBytes(invocation.Value(BusinessKey) ?? ""),
                WaitFor = invocation.Value(NoWait) ? WaitFor.Admitted : WaitFor.Final,
            };
            var calls = IsSigned(bytes) ? null : ReadCalls(invocation);
            var result = calls is null
                ? await FinalAct.SendSignedAsync(invocation, invocation.OpenReader(), bytes, cancellationToken, options)
                : await FinalAct.SendAsync(
                    invocation, await invocation.OpenSignerAsync(cancellationToken), calls, cancellationToken, options);
            return result is null ? Confirmation.CodeOfUndone(invocation) : Outcome.Show(invocation, ("transaction", "交易"), result);
        });
    }

    // An encoded Transaction begins with its body's tag; JSON does not.
    private static bool IsSigned(byte[] bytes) =>
        bytes.Length > 0 && bytes[0] == 0x0A && !bytes.AsSpan().TrimStart("\n\r\t "u8).StartsWith("{"u8);

    private static IReadOnlyList<Call> ReadCalls(Invocation invocation)
    {
        var body = MessageFile.Read<TxBody>(invocation.Value(File), invocation.Context, "{\"calls\": [ledger.v1.Call …]}");
        return body.Calls.Count > 0
            ? body.Calls
            : throw CliException.Usage(
                "The file has no calls. It must be {\"calls\": [ … ]} with calls of ledger.v1.Call.",
                "文件中没有调用，应为 {\"calls\": [ … ]}，内容为 ledger.v1.Call。");
    }
}

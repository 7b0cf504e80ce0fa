using System.CommandLine;
using Ledger.Client;

namespace Ledger.Cli.Commands;

internal sealed class StateCommand : CliCommand
{
    internal StateCommand(CliContext context)
        : base("state", "Read the state with proof.", "ledger state get tender/section/E3500000001001043001001 --at 42 --proof") =>
            Add(new GetCommand(context));

    private sealed class GetCommand : CliCommand
    {
        private static readonly Argument<string> Key = new("KEY")
        {
            Description = "contract/table/key; the key as text, or an id as 0x and its hexadecimal digits.",
        };
        private static readonly Option<ulong> At = new("--at")
        {
            Description = "A final height; the newest otherwise.",
            HelpName = "HEIGHT",
        };
        private static readonly Option<bool> Proof = new("--proof") { Description = "Also show the proof that was checked." };

        internal GetCommand(CliContext context)
            : base(
                "get",
                "One key's value, or that it is absent; proven either way.",
                "ledger state get tender/section/E3500000001001043001001 --at 42 --proof")
        {
            Add(Key);
            Add(At);
            Add(Proof);
            Does(context, async (invocation, cancellationToken) =>
            {
                var text = invocation.Value(Key);
                var key = StateKeys.TryRead(text, out var read)
                    ? read
                    : throw CliException.Usage(
                        $"{text} is no state key: write contract/table/key, the key as text, or an id as 0x and its hexadecimal digits.",
                        $"{text} 不是状态键，应写作 合约/表/键，键为文本，或 0x 加十六进制标识。");
                var (value, answer) = await invocation.OpenReader().GetProvenAsync(key, invocation.Value(At), cancellationToken);
                var document = new Document
                {
                    ["key"] = StateKeys.Show(key),
                    ["height"] = value.Height,
                    ["time"] = Datum.Time(value.Time),
                    ["present"] = value.Value is not null,
                    ["record"] = value.Value is { } bytes ? RecordReader.TryRead(key, bytes.Span) : null,
                    ["value"] = value.Value is { } raw ? Datum.Bytes(raw.Span) : null,
                };
                if (invocation.Value(Proof))
                {
                    document["header"] = Datum.Bytes(answer.Header.Span);
                    document["certificate"] = MessageDocuments.Of(answer.Certificate);
                    document["proof"] = MessageDocuments.Of(answer.Proof);
                }

                invocation.Report.Show(("state", "状态"), document);
                return value.Value is null ? ExitCode.NotFound : ExitCode.Done;
            });
        }
    }
}

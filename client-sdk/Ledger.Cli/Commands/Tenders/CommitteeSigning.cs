using System.CommandLine;
using Google.Protobuf;
using Ledger.Cli.Client;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Tenders;

/// <summary>How a command has a section's evaluation committee sign its report.</summary>
internal static class CommitteeSigning
{
    /// <summary>Where the PIN of the committee's key is.</summary>
    internal static Option<string?> Pin { get; } = new("--committee-pin-file")
    {
        Description = "A file that holds the committee key's PIN.",
        HelpName = "FILE",
    };

    /// <summary>The committee's signature over its report.</summary>
    /// <param name="invocation">The run.</param>
    /// <param name="keyPath">The committee's key file.</param>
    /// <param name="evaluation">What it signs; its own signature does not count.</param>
    internal static ByteString Sign(Invocation invocation, string keyPath, RecordEvaluation evaluation)
    {
        using var pair = new KeyOpener(invocation.Context).Open(keyPath, invocation.Value(Pin), pinOption: Pin.Name);
        using var committee = pair.CreateSigner();
        return ByteString.CopyFrom(committee.Sign(EvaluationBytes.Encode(invocation.Genesis.ChainId, evaluation)));
    }
}

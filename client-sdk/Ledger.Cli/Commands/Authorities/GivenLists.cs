using Ledger.Certificates.Revocation;
using Ledger.Crypto;

namespace Ledger.Cli.Commands.Authorities;

/// <summary>The revocation lists of one or two folders as a source, and everything that was given with them and cannot be used.</summary>
internal sealed class GivenLists
{
    internal GivenLists(Invocation invocation, ISignatureVerifier verifier, params ReadOnlySpan<TrustFolder?> folders)
    {
        var lists = new List<RevocationList>();
        var untaken = new List<UntakenRevocationList>();
        var warnings = new List<string>();
        foreach (var folder in folders)
        {
            lists.AddRange(folder?.RevocationLists ?? []);
            untaken.AddRange(folder?.Untaken ?? []);
            warnings.AddRange(folder?.Warnings ?? []);
        }

        var source = new RevocationListSource(verifier, lists, nowMs: DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), untaken: untaken);
        warnings.AddRange(source.Untaken.Skip(untaken.Count).Select(list => list.ToString()));
        Source = lists.Count == 0 && untaken.Count == 0 ? null : source;
        Warnings = warnings;
        foreach (var warning in warnings)
        {
            invocation.Context.Error.WriteLine(warning);
        }
    }

    /// <summary>Null where nothing was given.</summary>
    internal IRevocationSource? Source { get; }

    /// <summary>For the verdict.</summary>
    internal IReadOnlyList<string> Warnings { get; }
}

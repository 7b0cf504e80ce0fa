using System.Text.RegularExpressions;

namespace Ledger.Architecture.Tests;

/// <summary>
/// A key that votes signs nothing that a caller asks for: no stage that answers callers can name it. What they sign with is a
/// ReceiptSigner, which signs receipts alone (ADR 0022).
/// </summary>
public sealed partial class VotingKeyTests
{
    // A bare key is made with the chain; it gets in with the configuration, or where the consortium is put together, and goes on to the
    // voter and the receipt signer.
    private static readonly string[] WithKeys =
        ["Ledger.Finality", "Ledger.Host/Consortium", "Ledger.Host/Member", "Ledger.Server/Configuration", "Ledger.Server/Founding"];

    private static readonly string[] WithVoter = ["Ledger.Finality", "Ledger.Node", "Ledger.Host/Consortium", "Ledger.Host/Member"];

    private static readonly string[] WithCore = ["Ledger.Node"];

    [Fact]
    public void Only_finality_holds_a_bare_key() => Assert.Empty(Naming(BareKey(), WithKeys));

    [Fact]
    public void Only_the_nodes_core_holds_a_voter() => Assert.Empty(Naming(Voter(), WithVoter));

    /// <summary>Whoever holds a core may execute, vote and write: its loop alone; others are given its files to read.</summary>
    [Fact]
    public void Only_what_drives_a_node_holds_its_core() => Assert.Empty(Naming(Core(), WithCore));

    [Fact]
    public void The_rules_see_the_sources()
    {
        Assert.Contains(Naming(BareKey(), []), path => path.EndsWith("Ledger.Finality/Voter.cs", StringComparison.Ordinal));
        Assert.Contains(Naming(Core(), []), path => path.EndsWith("Ledger.Node/NodeRunner.cs", StringComparison.Ordinal));
        Assert.Contains(Naming(Voter(), []), path => path.EndsWith("Ledger.Node/NodeParts.cs", StringComparison.Ordinal));
        Assert.Contains(Naming(Receipts(), []), path => path.EndsWith("Ledger.Api/NodeIdentity.cs", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Naming(Regex name, string[] allowed) => Repository.Files("*.cs")
        .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
        .Where(
            path =>
                path.StartsWith("node/", StringComparison.Ordinal) &&
                    !allowed.Any(folder => path.StartsWith($"node/{folder}/", StringComparison.Ordinal)))
        .Where(path => name.IsMatch(File.ReadAllText(Path.Combine(Repository.Root, path))));

    [GeneratedRegex(@"\b(ISigner|KeyPair|CreateSigner)\b")]
    private static partial Regex BareKey();

    [GeneratedRegex(@"\bVoter\b")]
    private static partial Regex Voter();

    [GeneratedRegex(@"\bnew NodeCore\b|\bNodeCore \w")]
    private static partial Regex Core();

    [GeneratedRegex(@"\bReceiptSigner\b")]
    private static partial Regex Receipts();
}

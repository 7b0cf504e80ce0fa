using Ledger.State.Trie;

namespace Ledger.State;

/// <summary>The trie at one height.</summary>
internal sealed record StateRoot(ulong Height, Node? Node, byte[] Hash);

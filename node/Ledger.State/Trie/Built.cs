namespace Ledger.State.Trie;

/// <summary>A subtree that an update made, and how many levels of branches in it still lack their hash.</summary>
internal readonly record struct Built(Node? Node, int Levels);

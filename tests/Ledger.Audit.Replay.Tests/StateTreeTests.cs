using FsCheck;
using FsCheck.Fluent;
using Ledger.Audit.Proofs;
using Ledger.Audit.Replay.State;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Protocol;
using Ledger.Protocol.Proofs;

namespace Ledger.Audit.Replay.Tests;

/// <summary>The auditor's state against a sorted map, its roots against those of whole states, whatever is in memory.</summary>
public sealed class StateTreeTests
{
    private static readonly Gen<byte[]> Keys =
        Gen.ArrayOf(Gen.Elements<byte>(0, 1, 0x7F, 0x80, 0xFF)).Where(bytes => bytes.Length is >= 1 and <= 6);

    private static readonly Gen<(byte[] Key, byte[]? Value)> Changes =
        from key in Keys
        from length in Gen.Frequency((4, Gen.Choose(0, 40)), (1, Gen.Constant(-1)))
        from fill in Gen.Choose(0, 255)
        select (key, length < 0 ? null : Enumerable.Repeat((byte)fill, length).ToArray());

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(1_000_000)]
    public void Holds_what_a_sorted_map_holds(int nodesMax) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(40),
        Prop.ForAll(Gen.ListOf(Gen.ListOf(Changes)).ToArbitrary(), blocks =>
        {
            using var tree = Tree(nodesMax);
            var map = new SortedDictionary<byte[], byte[]>(StateKeyComparer.Instance);
            foreach (var block in blocks)
            {
                Apply(tree, map, block);
                Assert.Equal(RootOf(map), tree.Root);
            }

            AssertSame(tree, map);
        }));

    [Fact]
    public void Memory_has_a_bound_and_nothing_is_lost()
    {
        const int nodesMax = 2_000;
        using var tree = Tree(nodesMax);
        var map = new SortedDictionary<byte[], byte[]>(StateKeyComparer.Instance);
        for (var block = 0; block < 40; block++)
        {
            Apply(tree, map, [.. Enumerable.Range(0, 500).Select(i => (Key((block * 487) + i), (byte[]?)Key((block * 7) + i)))]);
            Assert.InRange(tree.NodesInMemory, 0, nodesMax);
        }

        AssertSame(tree, map);
    }

    [Fact]
    public void A_value_longer_than_the_tail_in_memory_is_there()
    {
        using var tree = Tree(4);
        var map = new SortedDictionary<byte[], byte[]>(StateKeyComparer.Instance);
        for (var i = 0; i < 40; i++)
        {
            Apply(tree, map, [(Key(i), Enumerable.Repeat((byte)i, StateLimits.ValueBytesMax).ToArray())]);
        }

        AssertSame(tree, map);
    }

    [Fact]
    public void A_file_that_is_there_already_is_left_alone()
    {
        var path = Path.Combine(Path.GetTempPath(), $"ledger-tree-{Guid.NewGuid():N}");
        File.WriteAllText(path, "another's");
        Assert.Throws<IOException>(() => new StateTree(Hashers.For(CryptoSuite.Guomi), path, 10));
        Assert.Equal("another's", File.ReadAllText(path));
        File.Delete(path);
    }

    private static void Apply(StateTree tree, SortedDictionary<byte[], byte[]> map, IEnumerable<(byte[] Key, byte[]? Value)> block)
    {
        var changes = new Dictionary<byte[], byte[]?>(StateKeyComparer.Instance);
        foreach (var (key, value) in block)
        {
            changes[key] = value;
        }

        foreach (var (key, value) in changes)
        {
            if (value is null)
            {
                map.Remove(key);
            }
            else
            {
                map[key] = value;
            }
        }

        tree.Apply([.. changes]);
    }

    private static void AssertSame(StateTree tree, SortedDictionary<byte[], byte[]> map)
    {
        Assert.Equal(RootOf(map), tree.Root);
        Assert.All(map, one => Assert.Equal(one.Value, tree.Get(one.Key)));
        byte[][] others = [[0x7F], [0x80, 0x80], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]];
        foreach (var from in map.Keys.Where((_, i) => i % 97 < 3).Concat(others))
        {
            byte[] prefix = [from[0]];
            Assert.Equal(
                map.Keys.Where(key => key[0] == from[0] && key.AsSpan().SequenceCompareTo(from) >= 0).Select(Convert.ToHexString),
                tree.KeysFrom(prefix, from).Select(Convert.ToHexString));
            Assert.Equal(map.ContainsKey(from), tree.Get(from) is not null);
        }
    }

    private static Digest RootOf(SortedDictionary<byte[], byte[]> map) =>
        StateRoots.Compute([.. map.Select(one => (one.Key, one.Value))], Hashers.For(CryptoSuite.Guomi));

    private static byte[] Key(int i) => [(byte)(i * 31), (byte)(i >> 8), (byte)i];

    private static StateTree Tree(int nodesMax) =>
        new(Hashers.For(CryptoSuite.Guomi), Path.Combine(Path.GetTempPath(), $"ledger-tree-{Guid.NewGuid():N}"), nodesMax);
}

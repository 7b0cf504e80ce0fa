using System.Text;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;

namespace Ledger.State.Tests;

/// <summary>
/// The vectors of docs/spec/state.md §7. They are part of the protocol: a change of code that changes one of them is wrong.
/// </summary>
public class GoldenRootTests
{
    [Theory]
    [InlineData("empty", "",
        "c1be86994ae8741d802cf422ce0bc117680ad2b139857a378f9573a6f9ec35ad",
        "dbc1b4c900ffe48d575b5da5c638040125f65db0fe3e24494b76ea986457d986")]
    [InlineData("one", "a",
        "008f1618079cac72613e0cf0fd4d85a914fe785e7cf45b9c5beb321647f6c786",
        "071af85779ca009fa9cb50c270fd38db8498e5e595d7df948a3515445705456a")]
    [InlineData("prefixes", "a,aa,ab,b",
        "7175573e8430806d2a5576788a2bd641f7188fea5e2e40dd9a35efd385615452",
        "02cfa566e64a886d53217ad6e2453ce49910243082c2d22455af230659e9a108")]
    [InlineData("contracts", "guarantee/live/1,guarantee/live/2,guarantee/sealed/1,tender/section/9",
        "85c66a2dfc07c28ab490d7de9b604245e2e578d2f383c662f84138008c17852f",
        "3bc85a329889952e97bdfc9673935445807df5d1d632e27662171a2661c40b4e")]
    [InlineData("thousand", "#1000",
        "62f7f28696e91452940b3b840e9d0c2f7a710be1d9b1bb891894b28eaa813a4f",
        "b89f2d8293f09e99bd8ad1ba03b2b9c0149d6a883cbe61d7155e6b559463dadd")]
    public void Roots_are_those_of_the_specification(string name, string keys, string sm3, string sha256)
    {
        Assert.Contains(
            $"| {name} | `{sm3}` | `{sha256}` |",
            File.ReadAllText(Repository.PathOf("docs/spec/state.md")),
            StringComparison.Ordinal);
        Assert.Equal(sm3, Root(keys, CryptoSuite.Guomi));
        Assert.Equal(sha256, Root(keys, CryptoSuite.International));
    }

    private static string Root(string keys, CryptoSuite suite)
    {
        string[] names = keys.StartsWith('#')
            ? [.. Enumerable.Range(0, int.Parse(keys[1..])).Select(i => $"k{i}")]
            : keys.Split(',', StringSplitOptions.RemoveEmptyEntries);
        var changes = names
            .Select(name => new StateChange(Encoding.ASCII.GetBytes(name), Encoding.ASCII.GetBytes("value of " + name)))
            .OrderBy(change => change.Key, ByteOrder.Instance)
            .ToList();
        return Convert.ToHexStringLower(new StateStore(new TableStore(), Hashers.For(suite), new StateOptions()).Prepare(1, changes).Root);
    }
}

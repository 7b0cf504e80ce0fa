using System.Numerics;
using Ledger.Crypto.Groups;
using static Ledger.Crypto.Tests.Groups.GroupNumbers;

namespace Ledger.Crypto.Tests.Groups;

public sealed class GroupScalarTests
{
    public static TheoryData<CryptoSuite> AllSuites => [.. Suites];

    [Theory]
    [MemberData(nameof(AllSuites))]
    public void Arithmetic_is_that_of_the_integers_modulo_the_order(CryptoSuite suite)
    {
        var (group, q) = (PrimeGroup.Of(suite), OrderOf(suite));
        var values = Values(q, 11, 60);
        foreach (var x in values)
        {
            var a = group.Reduce(Bytes(x));
            Assert.Equal(x % q, Value(group, in a));
            Assert.Equal((x % q).IsZero, group.IsZero(in a));
            Assert.Equal(Mod(-x, q), Value(group, group.Negate(in a)));
            Assert.Equal((x % q).IsZero ? 0 : BigInteger.ModPow(x, q - 2, q), Value(group, group.Invert(in a)));
            foreach (var y in values)
            {
                var b = group.Reduce(Bytes(y));
                Assert.Equal(Mod(x + y, q), Value(group, group.Add(in a, in b)));
                Assert.Equal(Mod(x - y, q), Value(group, group.Subtract(in a, in b)));
                Assert.Equal(Mod(x * y, q), Value(group, group.Multiply(in a, in b)));
                Assert.Equal(x % q, Value(group, group.Select(in a, in b, 0)));
                Assert.Equal(y % q, Value(group, group.Select(in a, in b, ulong.MaxValue)));
                Assert.Equal(((x << 256) + y) % q, Value(group, group.ReduceWide([.. Bytes(x), .. Bytes(y)])));
            }
        }
    }

    [Theory]
    [MemberData(nameof(AllSuites))]
    public void A_scalar_is_read_where_it_is_32_bytes_below_the_order(CryptoSuite suite)
    {
        var (group, q) = (PrimeGroup.Of(suite), OrderOf(suite));
        foreach (var x in Values(q, 12, 60))
        {
            Assert.Equal(x < q, group.TryDecodeScalar(Bytes(x), out var scalar));
            Assert.Equal(x < q ? x : 0, Value(group, in scalar));
        }

        Assert.False(group.TryDecodeScalar(new byte[31], out _));
        Assert.False(group.TryDecodeScalar(new byte[33], out _));
        Assert.False(group.TryDecodeScalar([], out _));
        Assert.Equal(uint.MaxValue, Value(group, group.FromNumber(uint.MaxValue)));
    }
}

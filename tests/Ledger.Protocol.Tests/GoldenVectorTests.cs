using Ledger.Crypto;
using Ledger.Crypto.Hashing;

namespace Ledger.Protocol.Tests;

/// <summary>The vectors of docs/spec/encodings.md and docs/spec/transaction.md: a change here is a change of the wire format.</summary>
public sealed class GoldenVectorTests
{
    public static TheoryData<string> Names => [.. GoldenVectors.Compute().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_vector_is_the_one_in_the_specification(string name)
    {
        var expected = SpecDocument.ReadVectors().GetValueOrDefault(name, "(missing)");
        Assert.True(expected == GoldenVectors.Compute()[name], $"{name} = {GoldenVectors.Compute()[name]}");
    }

    [Fact]
    public void The_specification_has_no_other_vectors() =>
        Assert.Equal(
            GoldenVectors.Compute().Keys.Order(StringComparer.Ordinal), SpecDocument.ReadVectors().Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void A_header_reads_back_and_nothing_else_does()
    {
        var bytes = Samples.Header().Encode();
        Assert.Equal(BlockHeader.EncodedBytes, bytes.Length);
        Assert.True(BlockHeader.TryDecode(bytes, out var header));
        Assert.Equal(Samples.Header(), header);
        Assert.False(BlockHeader.TryDecode(bytes.AsSpan(1), out _));
        Assert.False(BlockHeader.TryDecode([.. bytes, 0], out _));
        bytes[3] = 2;
        Assert.False(BlockHeader.TryDecode(bytes, out _));
        bytes[3] = 1;
        bytes[44] = 0x80;
        Assert.False(BlockHeader.TryDecode(bytes, out _));
    }

    [Theory]
    [InlineData(CryptoSuite.Guomi)]
    [InlineData(CryptoSuite.International)]
    public void A_roster_takes_only_ascending_derived_ids_and_positive_powers(CryptoSuite suite)
    {
        var hasher = Hashers.For(suite);
        Assert.NotNull(ValidatorRoster.TryCreate(hasher, Samples.Validators(suite)));
        Assert.Null(ValidatorRoster.TryCreate(hasher, new V1.ValidatorSet()));
        var swapped = Samples.Validators(suite);
        (swapped.Validators[0], swapped.Validators[1]) = (swapped.Validators[1], swapped.Validators[0]);
        Assert.Null(ValidatorRoster.TryCreate(hasher, swapped));
        var powerless = Samples.Validators(suite);
        powerless.Validators[0].Power = 0;
        Assert.Null(ValidatorRoster.TryCreate(hasher, powerless));
        var foreign = Samples.Validators(suite);
        foreign.Validators[2].PublicKey = foreign.Validators[1].PublicKey;
        Assert.Null(ValidatorRoster.TryCreate(hasher, foreign));
    }

    [Theory]
    [InlineData(4UL, false)]
    [InlineData(5UL, true)]
    public void A_quorum_is_more_than_two_thirds(ulong power, bool isQuorum) =>
        Assert.Equal(
            isQuorum, ValidatorRoster.TryCreate(Hashers.For(CryptoSuite.Guomi), Samples.Validators(CryptoSuite.Guomi))!.IsQuorum(power));
}

using System.Collections.Concurrent;
using Google.Protobuf;
using Ledger.Client.Passports;
using Ledger.Protocol.V1;

namespace Ledger.Passports.Tests;

/// <summary>The file's form: one encoding, every byte bound.</summary>
public sealed class PassportFileTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_byte_counts(bool withGenesis)
    {
        await using var world = await PassportWorld.RevealedAsync();
        var file = PassportFile.Encode(await world.BuildAsync(new PassportOptions { WithGenesis = withGenesis }));
        var verifier = new PassportVerifier(PassportTrust.Of(world.Genesis));
        Assert.True(verifier.Verify(file).IsValid);

        var taken = new ConcurrentBag<int>();
        Parallel.For(0, file.Length, at =>
        {
            var flipped = (byte[])file.Clone();
            flipped[at] ^= (byte)(1 << (at % 8));
            if (verifier.Verify(flipped).Failure is null)
            {
                taken.Add(at);
            }
        });
        Assert.Empty(taken.Order());
    }

    [Fact]
    public async Task A_file_cut_anywhere_or_with_more_at_its_end_is_none()
    {
        await using var world = await PassportWorld.SealedAsync();
        var file = PassportFile.Encode(await world.BuildAsync());
        var verifier = new PassportVerifier(PassportTrust.Of(world.Genesis));
        Parallel.For(0, file.Length, length => Assert.NotNull(verifier.Verify(file.AsMemory(0, length)).Failure));
        Assert.Equal(PassportCheckNames.Format, verifier.Verify((byte[])[.. file, 0]).Failure!.Name);
    }

    [Fact]
    public async Task There_is_one_encoding()
    {
        await using var world = await PassportWorld.SealedAsync();
        var passport = (await world.BuildAsync()).ToByteArray();
        FailsInForm(world, [.. PassportFile.Magic, .. passport, 0x7A, 0x00], "one encoding");        // field 15 is unknown
        FailsInForm(world, [.. PassportFile.Magic, .. passport, .. passport], "one encoding");        // every field twice
        FailsInForm(world, [.. PassportFile.Magic, .. passport, 0x10, 0x01], "one encoding");        // the kind again, at the end
        FailsInForm(world, [.. "ledger/passport2"u8, .. passport], "version");
        FailsInForm(world, passport, "magic");
        FailsInForm(world, [], "magic");
        FailsInForm(world, [.. PassportFile.Magic, 0xFF], "no encoded Passport");
    }

    [Fact]
    public async Task Limits_come_first()
    {
        await using var world = await PassportWorld.SealedAsync();
        FailsInForm(world, new byte[PassportLimits.FileBytesMax + 1], "the most is");
        FailsWith(
            world,
            passport => passport.Blocks.Add(Enumerable.Range(0, PassportLimits.BlocksMax).Select(_ => new PassportBlock())),
            "blocks");
        FailsWith(world, passport => passport.Blocks.Clear(), "blocks");
        FailsWith(
            world,
            passport => passport.Blocks[0].Headers.Add(Enumerable.Repeat(ByteString.Empty, PassportLimits.HeadersMax + 1)),
            "headers");
        FailsWith(
            world,
            passport =>
                passport.Blocks[0].Transactions.Add(
                    Enumerable.Range(0, PassportLimits.TransactionsMax).Select(_ => new PassportTransaction())),
            "transactions");
        FailsWith(
            world,
            passport => passport.Certificates.Add(Enumerable.Repeat(ByteString.Empty, PassportLimits.AttachmentsMax)),
            "certificates");
        FailsWith(
            world,
            passport => passport.Openings.Add(Enumerable.Range(0, PassportLimits.AttachmentsMax + 1).Select(_ => new PassportOpening())),
            "openings");
        FailsWith(world, passport => passport.Kind = (PassportKind)7, "kind 7");
    }

    private static void FailsWith(PassportWorld world, Action<Passport> change, string reason)
    {
        var passport = world.BuildAsync().GetAwaiter().GetResult();
        change(passport);
        FailsInForm(world, PassportFile.Encode(passport), reason);
    }

    private static void FailsInForm(PassportWorld world, byte[] file, string reason)
    {
        var report = world.VerifyBytes(file);
        Assert.Equal(PassportCheckNames.Format, report.Failure!.Name);
        Assert.Contains(reason, report.Failure.Detail, StringComparison.Ordinal);
        Assert.All(report.Checks.Skip(1), check => Assert.Equal(PassportOutcome.NotReached, check.Outcome));
    }
}

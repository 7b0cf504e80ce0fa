using System.Diagnostics;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.CaTrust;

namespace Ledger.Contracts.Tests;

/// <summary>What a list in parts leaves in the state: the same as a list of one call, and nothing of the parts.</summary>
public sealed class CrlUploadTests
{
    private readonly World _w = new World().WithCa();

    [Fact]
    public void Every_entry_becomes_a_revocation_and_the_parts_go()
    {
        var upload = UploadWorld.Of(_w).There(_w);
        var steps = ApplyAll(upload);
        Assert.InRange(steps, (int)upload.Parts - 1, (int)upload.Parts);
        Assert.Equal(6000, Count(CaTrustTables.Revocations.Prefix));
        Assert.Equal(0, Count(CaTrustTables.Parts.Prefix) + Count(CaTrustTables.Uploads.Prefix));
        Assert.Empty(Queue().Open);
        Assert.Equal(["crl.upload_applied", "crl.imported"], _w.Events.TakeLast(2).Select(e => e.Type));
        var import = RevocationLists.Parser.ParseFrom(_w.Events[^1].Record).Imports.Single();
        Assert.Equal((6000u, upload.Digest, _w.Bidder.Uscc), (import.Entries, import.CrlDigest, import.ImportedBy));
        Assert.Equal(RefusalCode.UnknownCrlUpload, _w.Run(_w.Bidder, upload.Apply()).Code);
    }

    [Fact]
    public void A_list_counts_as_imported_only_with_its_last_step()
    {
        var upload = UploadWorld.Of(_w).There(_w);
        _w.MustRun(_w.Bidder, upload.Apply());
        Assert.InRange(Count(CaTrustTables.Revocations.Prefix), 1, 2867);
        Assert.Equal(0, Count(CaTrustTables.Lists.Prefix));
    }

    [Fact]
    public void A_newer_list_that_came_meanwhile_stays_the_newest()
    {
        var upload = UploadWorld.Of(_w).There(_w);
        _w.MustRun(_w.Centre, TrustWorld.Importing(TrustWorld.RootCrl(_w.Time)));
        ApplyAll(upload);
        Assert.Equal(6000, Count(CaTrustTables.Revocations.Prefix));
        var lists = _w.State.Entries.Where(entry => entry.Key.AsSpan().StartsWith(CaTrustTables.Lists.Prefix))
            .Select(entry => RevocationLists.Parser.ParseFrom(entry.Value));
        Assert.Equal(_w.Centre.Uscc, lists.Single().Imports.Single().ImportedBy);
    }

    [Fact]
    public void What_is_dropped_or_past_its_time_leaves_no_parts()
    {
        var dropped = UploadWorld.Of(_w).There(_w);
        _w.MustRun(_w.Bidder, dropped.Apply());
        _w.MustRun(_w.Bidder, dropped.Drop());
        Assert.Equal(0, Count(CaTrustTables.Parts.Prefix));

        UploadWorld.Of(_w).AlmostThere(_w);
        _w.Later(CrlUploadLimits.LifetimeMs);
        _w.MustRun(_w.Centre, UploadWorld.Of(_w, entries: 1).Begin()); // anybody's next upload clears away
        Assert.Equal(0, Count(CaTrustTables.Parts.Prefix));
        Assert.Equal(_w.Centre.Uscc, Queue().Open.Single().Uscc);
    }

    [Fact]
    public void The_uploads_of_all_are_bounded()
    {
        for (var number = 0; number < CrlUploadLimits.OpenMax; number++)
        {
            _w.MustRun(_w.Subject(100 + number), UploadWorld.Of(_w, entries: 1).Begin());
        }

        Assert.Equal(RefusalCode.CrlUploadsOpen, _w.Run(_w.Bidder, UploadWorld.Of(_w, entries: 1).Begin()).Code);
    }

    [Fact]
    public void A_list_without_entries_is_imported_by_one_step()
    {
        var upload = UploadWorld.Of(_w, entries: 0).There(_w);
        Assert.Equal(1, ApplyAll(upload));
        Assert.Equal(1, Count(CaTrustTables.Lists.Prefix));
    }

    [Fact]
    public void A_list_of_four_mebibytes_fits_and_its_check_stays_bounded()
    {
        var upload = UploadWorld.Of(_w, entries: 119_000).AlmostThere(_w);
        Assert.InRange(upload.Bytes, CrlUploadLimits.CrlBytesMax - (200 * 1024), CrlUploadLimits.CrlBytesMax);
        var since = Stopwatch.GetTimestamp();
        _w.MustRun(_w.Bidder, upload.Part(upload.Parts - 1));
        // 0.8 s here; one a block, so that a block stays within its bounds
        Assert.InRange(Stopwatch.GetElapsedTime(since).TotalSeconds, 0, 15);
        _w.MustRun(_w.Bidder, upload.Apply());
    }

    private int ApplyAll(UploadWorld upload)
    {
        var steps = 0;
        for (; Count(CaTrustTables.Uploads.Prefix) > 0; steps++)
        {
            _w.MustRun(_w.Bidder, upload.Apply());
        }

        return steps;
    }

    private CrlQueue Queue() => CaTrustTables.Queue.Read(_w.State, CaTrustTables.Queue.Key(CaTrustTables.Current))!;

    private int Count(ReadOnlySpan<byte> prefix)
    {
        var count = 0;
        foreach (var entry in _w.State.Entries)
        {
            count += entry.Key.AsSpan().StartsWith(prefix) ? 1 : 0;
        }

        return count;
    }
}

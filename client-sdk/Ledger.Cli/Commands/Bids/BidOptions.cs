using System.CommandLine;
using Ledger.BidFiles;

namespace Ledger.Cli.Commands.Bids;

/// <summary>What the commands on bid files share.</summary>
internal static class BidOptions
{
    internal static Option<string> Section() =>
        new("--section") { Description = "标段(包)编号: the section that the bid is for.", HelpName = "CODE", Required = true };

    internal static Option<string> Bidder() =>
        new("--bidder") { Description = "The bidder's unified social credit code.", HelpName = "USCC", Required = true };

    /// <summary>Throws unless there was no error: refusals end with 1, mistakes of the command line with 2.</summary>
    internal static void Require(BidFileError error)
    {
        if (error != BidFileError.None)
        {
            var code = error is BidFileError.BadLabel or BidFileError.TargetExists or BidFileError.NotAnEncryptionCertificate
                ? ExitCode.Usage
                : ExitCode.Refused;
            throw new CliException(code, $"The bid file is refused ({error}): {TextOf(error)}");
        }
    }

    internal static IProgress<BidFileProgress> Bar(Invocation invocation) =>
        invocation.NewProgressBar<BidFileProgress>(at => (at.BytesDone, at.BytesTotal));

    /// <summary>Says how long a file took, and how fast.</summary>
    /// <param name="document">Where it is said.</param>
    /// <param name="bytes">The bid's bytes.</param>
    /// <param name="since">When it was begun, by the system's time stamp.</param>
    internal static void AddRate(Document document, long bytes, long since)
    {
        var seconds = TimeProvider.System.GetElapsedTime(since).TotalSeconds;
        document["seconds"] = Datum.Fraction(Math.Round(seconds, 2));
        document["mebibytes_per_second"] = Datum.Fraction(Math.Round(bytes / seconds / (1024 * 1024), 1));
    }

    private static string TextOf(BidFileError error) => error switch
    {
        BidFileError.NotABidFile => "it does not begin as a bid file does.",
        BidFileError.UnsupportedVersion => "it is of a version that this program does not know.",
        BidFileError.MalformedHeader => "its header is malformed.",
        BidFileError.WrongKey => "the key is none of those that it was encrypted to.",
        BidFileError.OtherSection => "it was made for another section.",
        BidFileError.OtherBidder => "it was made by another bidder.",
        BidFileError.Truncated => "its end is missing: fetch it again.",
        BidFileError.TrailingBytes => "there are bytes behind its end.",
        BidFileError.SegmentOutOfPlace => "its segments are out of order.",
        BidFileError.ForeignSegment => "a segment of another file stands in it.",
        BidFileError.SegmentAltered => "it was changed: fetch it again.",
        BidFileError.SourceChanged =>
            "the source is no longer what its encrypted part was made from. Delete the .part and .journal files and begin anew.",
        BidFileError.NotAnEncryptionCertificate => "give 1 to 8 SM2 encryption certificates with --to, your own first.",
        BidFileError.BadLabel => "section and bidder have 1 to 64 ASCII characters.",
        BidFileError.TargetExists => "the target exists already, and is not touched.",
        _ => "it cannot be taken.",
    };
}

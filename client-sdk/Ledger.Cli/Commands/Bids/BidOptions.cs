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
            throw new CliException(code, $"The bid file is refused ({error}): {TextOf(error)}", $"投标文件被拒绝（{error}）：{ChineseOf(error)}");
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

    private static string ChineseOf(BidFileError error) => error switch
    {
        BidFileError.NotABidFile => "开头不是投标文件的格式。",
        BidFileError.UnsupportedVersion => "本程序不认识其版本。",
        BidFileError.MalformedHeader => "文件头有误。",
        BidFileError.WrongKey => "该密钥不在其加密对象之列。",
        BidFileError.OtherSection => "它属于另一标段。",
        BidFileError.OtherBidder => "它属于另一投标人。",
        BidFileError.Truncated => "末尾缺失，请重新获取。",
        BidFileError.TrailingBytes => "末尾之后还有内容。",
        BidFileError.SegmentOutOfPlace => "分段次序不对。",
        BidFileError.ForeignSegment => "含有另一文件的分段。",
        BidFileError.SegmentAltered => "内容被改动，请重新获取。",
        BidFileError.SourceChanged => "原文件与已加密部分不一致；请删除 .part 和 .journal 文件后重新加密。",
        BidFileError.NotAnEncryptionCertificate => "请用 --to 给出 1 至 8 张 SM2 加密证书，本单位的在先。",
        BidFileError.BadLabel => "标段和投标人各为 1 至 64 个 ASCII 字符。",
        BidFileError.TargetExists => "目标文件已存在，不会被覆盖。",
        _ => "无法接受。",
    };
}

using System.Globalization;
using System.Security.Cryptography;
using Ledger.Audit.Archive;
using Ledger.Audit.Report;
using Ledger.Audit.Rules;
using Ledger.Cli.Commands.Supervision;
using Ledger.Protocol;
using Ledger.Supervision;

namespace Ledger.Cli.Commands.Audits.Reports;

/// <summary>
/// What an audit came to, for programs and for people: both say the same. Where the archive is not sound, what rules found is told of
/// receipts that are not the chain's, and the report says so.
/// </summary>
internal sealed class AuditReport
{
    internal const string Format = "ledger-audit-report/1";
    private const int FindingsDrawn = 300;
    private const double FenInMillionYuan = 1e8;

    private readonly GenesisFile _genesis;
    private readonly AuditResult _result;
    private readonly Examination _examination;
    private readonly IReadOnlyList<HistoryRule> _rules;
    private readonly RuleVersions _versions;
    private readonly long _madeAt;
    private readonly string? _auditor;
    private readonly FigureRow _total;
    private readonly SortedDictionary<FigureGrouping, IReadOnlyList<FigureRow>> _figures = [];

    internal AuditReport(
        GenesisFile genesis, AuditResult result, Examination examination, IReadOnlyList<HistoryRule> rules, RuleVersions versions,
        long madeAt, string? auditor)
    {
        (_genesis, _result, _examination, _rules) = (genesis, result, examination, rules);
        (_versions, _madeAt, _auditor) = (versions, madeAt, auditor);
        (Breaches, Clues) = AuditCheckCommand.Count(examination, rules);
        _total = MarketFigures.InAll(examination);
        foreach (var by in Enum.GetValues<FigureGrouping>())
        {
            _figures.Add(by, MarketFigures.Of(examination, by));
        }
    }

    internal long Breaches { get; }

    internal long Clues { get; }

    private AuditFigures Figures => _result.Figures;

    /// <summary>The report for programs.</summary>
    internal Document ToDocument() => new()
    {
        ["format"] = Format,
        ["program"] = ArchiveRun.Program,
        ["made_at"] = Datum.Time(_madeAt),
        ["auditor"] = _auditor,
        ["chain_id"] = _genesis.ChainId,
        ["level"] = Datum.Word(_result.Level),
        ["sound"] = (bool?)_result.IsSound,
        ["height"] = _result.Head.Height,
        ["hash"] = _result.HeadHash,
        ["state_root"] = _result.Head.StateRoot,
        ["history_root"] = _result.Head.HistoryRoot,
        ["begins_at"] = Datum.Time(_versions.Begin),
        ["time"] = Datum.Time(_result.Head.Time),
        ["final_height"] = Figures.FinalHeight,
        ["executed_to"] = _result.ExecutedTo,
        ["rule_versions"] = Datum.List(_versions.Changes.Select(change => new Document
        {
            ["version"] = (uint?)change.Version,
            ["from_height"] = (ulong?)change.From,
        })),
        ["blocks"] = Figures.Blocks,
        ["certificates"] = Figures.Certificates,
        ["transactions"] = Figures.Transactions,
        ["landed"] = Figures.Landed,
        ["refused"] = Datum.List(Figures.Codes.Where(code => code.Key != 0).Select(code => new Document
        {
            ["code"] = (uint?)code.Key,
            ["name"] = RefusalCatalog.Find((RefusalCode)code.Key)?.Name,
            ["count"] = (long?)code.Value,
        })),
        ["findings_in_all"] = _result.FindingsInAll,
        ["findings"] = Datum.List(_result.Findings.Select(AuditVerifyCommand.DocumentOf)),
        ["rules"] = Datum.List(_rules.Select(rule => rule.Name)),
        ["breaches"] = (long?)Breaches,
        ["clues"] = (long?)Clues,
        ["rule_findings"] = Datum.List(_examination.Findings.Select(AuditCheckCommand.DocumentOf)),
        ["total"] = SuperviseFiguresCommand.DocumentOf(_total),
        ["figures"] = Datum.List(_figures.Select(grouping => new Document
        {
            ["by"] = Datum.Word(grouping.Key),
            ["rows"] = Datum.List(grouping.Value.Select(SuperviseFiguresCommand.DocumentOf)),
        })),
    };

    /// <summary>The report for people.</summary>
    /// <param name="json">The report for programs, which the page names by its digest.</param>
    internal ReportContent ToContent(byte[] json) => new()
    {
        Chain = $"{_genesis.ChainId}"[..16],
        MadeAt = _madeAt,
        IsClean = _result.IsSound && Breaches == 0,
        Chinese = !_result.IsSound ? $"归档与其所称不符：{_result.FindingsInAll:N0} 处偏差"
            : Breaches > 0 ? $"归档核验无误；{Breaches:N0} 项违反规则" : "归档核验无误，未见违反规则",
        English = !_result.IsSound ? $"The archive is not what it claims to be: {_result.FindingsInAll:N0} deviations"
            : Breaches > 0 ? $"The archive is sound; {Breaches:N0} breaches of rules" : "The archive is sound, and no rule was broken",
        Parts = [Scope(json), Method(), Result(), .. Exceptions(), KeyFigures(), Charts()],
    };

    private static string Days(double? days) => days?.ToString("0.#", CultureInfo.InvariantCulture) ?? "—";

    private static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string N(ulong number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private ReportPart Scope(byte[] json) => new("一　范围", "Scope")
    {
        Rows =
        [
            ("链标识", "chain id", $"{_genesis.ChainId}"),
            ("区块", "blocks", $"1 – {N(_result.Head.Height)}"),
            ("期间", "period", $"{Moments.Show(_versions.Begin)} – {Moments.Show(_result.Head.Time)}"),
            ("末块哈希", "hash of the newest block", $"{_result.HeadHash}"),
            ("末块状态根", "its state root", $"{_result.Head.StateRoot}"),
            ("核验程度", "level", Vocabulary.Word(nameof(AuditLevel), _result.Level.ToString())),
            ("规则版本", "rule versions", string.Join("；", _versions.Changes.Select(change => $"{change.Version}（自区块 {N(change.From)} 起）"))),
            ("程序", "program", ArchiveRun.Program),
            ("出具时间", "made", Moments.Show(_madeAt)),
            ("审计人", "auditor", _auditor ?? "未签名 not signed"),
            ("数据文件 SHA-256", "the data file's digest", Convert.ToHexStringLower(SHA256.HashData(json))),
        ],
    };

    private ReportPart Method() => new("二　方法", "Method")
    {
        Paragraphs =
        [
            "以可信创世文件为唯一依据，不信任任何节点。逐块核验区块头的连续、验证节点法定多数的签名证书、交易与回执的默克尔根，以及每笔交易与批次在链上登记证书下的签名。"
                + (_result.Level == AuditLevel.Full ? "并由独立程序自创世按各高度当时的规则重新执行全部交易，逐块比对回执、状态根与历史根。" : ""),
            "The genesis file alone is trusted, and no node. Headers, quorum certificates, roots and signatures were verified block by " +
                "block" + (_result.Level == AuditLevel.Full
                    ? ", and every transaction was executed again by a program of its own under the rules of its height."
                    : "."),
            $"另以 {_rules.Count} 条规则（各载法条）对照链上所为，不采信合约的“已完成”。规则见 ledger audit rules。 " +
                $"What was done was held against {_rules.Count} rules, each with its article; `ledger audit rules` lists them.",
            "局限：重新执行与节点共用合约、交易读取、哈希与签名代码，其中的同一错误双方均不会发现；链外事项（现金、票据、未列入名单的投标人）不可见。 "
                + "Limits: contracts, the reader of transactions, hashes and signatures are shared with nodes; what is not on the "
                + "chain is not seen.",
        ],
    };

    private ReportPart Result() => new("三　结果", "Result")
    {
        Rows =
        [
            ("偏差", "deviations", N(_result.FindingsInAll)),
            ("重新执行至", "executed again up to", _result.ExecutedTo is { } height ? N(height) : "—"),
            ("终局至", "final up to", N(Figures.FinalHeight)),
            ("法定多数证书", "quorum certificates", N(Figures.Certificates)),
            ("交易", "transactions", N(Figures.Transactions)),
            ("其中被拒绝", "of these refused", N(Figures.Codes.Where(code => code.Key != 0).Sum(code => code.Value))),
            ("违反规则", "breaches of rules", N(Breaches)),
            ("线索", "clues", N(Clues)),
        ],
    };

    private IEnumerable<ReportPart> Exceptions()
    {
        if (!_result.IsSound)
        {
            yield return new ReportPart("四　偏差", "Deviations")
            {
                Rows = [.. _result.Findings.Take(FindingsDrawn).Select(finding => (
                    $"区块 {N(finding.Height)}" + (finding.Transaction is { } index ? $"，交易 {index}" : ""),
                    finding.Field, $"应为 {finding.Expected}；实为 {finding.Found}"))],
                Paragraphs = ["归档有偏差，以下各项所据的回执不必是链上的。 What follows is told by receipts that need not be the chain's."],
            };
        }

        yield return new ReportPart("四　违反与线索", "Breaches and clues")
        {
            Rows = [.. _examination.Findings.Take(FindingsDrawn).Select(finding => (
                finding.Level == FindingLevel.Breach ? "违反" : "线索", finding.Rule,
                $"{finding.What.Chinese}（{finding.Source}）{finding.About}；{Moments.Show(finding.Time)}，区块 {N(finding.Height)}" +
                (finding.Index is { } index ? $"，交易 {index}" : "")))],
            Paragraphs =
            [
                Breaches + Clues == 0 ? "无。None."
                    : Breaches + Clues > FindingsDrawn
                        ? $"仅载前 {FindingsDrawn} 项，全部见数据文件。 The first {FindingsDrawn} are shown; the data file has all."
                        : "线索可能另有正当理由，须由人核实。 A clue may have a good reason; a person has to ask.",
            ],
        };
    }

    private ReportPart KeyFigures()
    {
        return new ReportPart("五　主要数字", "Key figures")
        {
            Rows =
            [
                ("标段", "sections", $"{N(_total.Sections)}（开标 {N(_total.SectionsOpened)}，流标 {N(_total.SectionsFailed)}）"),
                ("投标", "bids", N(_total.Bidders)),
                ("保函", "guarantees revealed", N(_total.Guarantees)),
                ("替代现金", "cash replaced", Moments.Yuan(_total.CashReplacedFen)),
                ("保费", "premiums", Moments.Yuan(_total.PremiumsFen)),
                ("索赔", "claims", $"{N(_total.Claims)}，{Moments.Yuan(_total.ClaimedFen)}；赔付 {Moments.Yuan(_total.PaidFen)}"),
                ("退还", "returned", $"{N(_total.Returned)}；公告至退还中位 {Days(_total.DaysToReturnMedian)} 天"),
                ("未了", "outstanding", $"{N(_total.Outstanding)}，{Moments.Yuan(_total.OutstandingFen)}；逾期未退 {N(_total.ReturnsLate)}"),
            ],
        };
    }

    private ReportPart Charts()
    {
        return new ReportPart("六　走势", "Over time")
        {
            Charts =
            [
                Chart("保函（件），按开标月份 Guarantees by month of opening", row => row.Guarantees, "0"),
                Chart("替代现金（百万元） Cash replaced, million yuan", row => row.CashReplacedFen / FenInMillionYuan, "0.#"),
                Chart("公告至退还（天，中位） Days from announcement to return, median", row => row.DaysToReturnMedian ?? 0, "0"),
            ],
        };

        ReportChart Chart(string title, Func<FigureRow, double> value, string format) => new(
            title, [.. _figures[FigureGrouping.Month].Select(row => (row.Group, value(row)))],
            number => number.ToString(format, CultureInfo.InvariantCulture));
    }
}

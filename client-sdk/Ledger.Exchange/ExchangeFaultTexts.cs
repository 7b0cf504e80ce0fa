namespace Ledger.Exchange;

/// <summary>Every fault with its rule, in English and Chinese.</summary>
public static class ExchangeFaultTexts
{
    /// <summary>All of them, in the order of their numbers.</summary>
    public static IReadOnlyList<ExchangeFaultText> All { get; } =
    [
        new(ExchangeFault.TooLarge, "A document has at most 16 MiB.", "文档不得超过 16 MiB。"),
        new(ExchangeFault.NotUtf8, "A document is UTF-8.", "文档须为 UTF-8 编码。"),
        new(ExchangeFault.TooDeep, "Groups and lists go at most 8 deep.", "嵌套不得超过 8 层。"),
        new(
            ExchangeFault.NotJson,
            "A document is one JSON text without comments, trailing commas or a byte order mark.",
            "文档须为一个 JSON 文本，不得有注释、多余逗号或字节序标记。"),
        new(ExchangeFault.UnknownDocument, "DOCUMENT_TYPE is one of the kinds of documents.", "文档类型须为本规范所列。"),
        new(ExchangeFault.UnsupportedVersion, "DOCUMENT_VERSION is 1.", "格式版本须为 1。"),
        new(ExchangeFault.TooManyFaults, "At most 200 faults are listed.", "最多列出 200 处问题。"),
        new(ExchangeFault.ByteOrderMark, "A document begins with its first character, not with a byte order mark.", "文档不得以字节序标记（BOM）开头。"),
        new(ExchangeFault.DuplicateElement, "An element stands once in its group.", "同一组内元素不得重复。"),
        new(ExchangeFault.UnknownElement, "A group has only the elements of its table.", "组内不得有规范以外的元素。"),
        new(ExchangeFault.MissingElement, "A required element is given.", "必填元素不得缺失。"),
        new(ExchangeFault.WrongType, "A value has its element's JSON type.", "值的 JSON 类型须与元素一致。"),
        new(ExchangeFault.BadText, "Text is not empty, not too long, and without control characters.", "文本不得为空、超长或含控制字符。"),
        new(ExchangeFault.BadCode, "A code has its shape.", "代码须符合规定的位数和形式。"),
        new(
            ExchangeFault.BadAmount,
            "An amount is decimal yuan with at most two places but for zeros up to the sixth, not negative, without exponent.",
            "金额以元为单位，最多两位小数（其后至第六位只可为零），不得为负或用指数形式。"),
        new(
            ExchangeFault.BadTime,
            "A time is in China Standard Time, as 2027-01-05T09:00:00+08:00.",
            "时间须为北京时间，如 2027-01-05T09:00:00+08:00。"),
        new(ExchangeFault.BadCount, "A number is whole and within its range.", "数值须为范围内的整数。"),
        new(ExchangeFault.UnknownValue, "A value is on its element's list.", "值须在元素的取值列表内。"),
        new(
            ExchangeFault.BadHex,
            "Digests, keys and ids are hexadecimal digits of their length, in small letters.",
            "摘要、公钥和标识须为规定长度的小写十六进制。"),
        new(
            ExchangeFault.BadLength,
            "A list has at least one entry and no more than its most; an empty one is left out.",
            "列表不得超过上限；为空时应省略该元素。"),
        new(ExchangeFault.BadOrder, "The entries ascend, each once.", "列表须升序且不重复。"),
        new(ExchangeFault.CodeMismatch, "A code begins with the code of the level above.", "下级代码须以上级代码开头。"),
        new(ExchangeFault.PersonalData, "Personal data is never exchanged.", "不得交换个人信息。"),
        new(ExchangeFault.SecretBeforeOpening, "A sealed guarantee says nothing of its terms.", "密文保函在开标前不得载明任何条款。"),
        new(ExchangeFault.NotExpected, "Elements agree with each other.", "元素之间须一致。"),
        new(
            ExchangeFault.NotSubmittable,
            "Only projects, sections, notices, claims, replies and releases are submitted.",
            "只有招标项目、标段、公告、索赔、索赔答复和解除可以提交。"),
        new(
            ExchangeFault.NotOnCurve,
            "An opening key is a point of SM2's curve or of P-256, 04 ‖ x ‖ y.",
            "开标公钥须为 SM2 或 P-256 曲线上的点（04‖x‖y）。"),
        new(
            ExchangeFault.NeedsRegistryConfirmation,
            "A failing check character needs the registry's confirmation; it is no refusal.",
            "统一社会信用代码校验位不符，需向登记机关核实；不作为拒绝理由。"),
    ];

    /// <summary>The text of a fault.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static ExchangeFaultText Of(ExchangeFault fault) =>
        All.FirstOrDefault(text => text.Fault == fault) ?? throw new ArgumentException($"{fault} is no fault.", nameof(fault));
}

/// <summary>What a fault means, for people.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Rule">What is asked for, in English.</param>
/// <param name="Chinese">The same in Chinese.</param>
public sealed record ExchangeFaultText(ExchangeFault Fault, string Rule, string Chinese);

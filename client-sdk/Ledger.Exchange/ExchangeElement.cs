using Ledger.Exchange.Elements;
using Ledger.Exchange.Shapes;

namespace Ledger.Exchange;

/// <summary>One row of the table of elements.</summary>
public sealed class ExchangeElement
{
    internal ExchangeElement(string name, string chinese, ElementSource source, ElementShape shape, params string[] fields)
    {
        Name = name;
        Chinese = chinese;
        Source = source;
        Shape = shape;
        Fields = fields;
    }

    /// <summary>Its name in the exchange.</summary>
    public string Name { get; }

    /// <summary>What it is, in Chinese.</summary>
    public string Chinese { get; }

    /// <summary>Where the name was read.</summary>
    public ElementSource Source { get; }

    /// <summary>
    /// The fields of <c>ledger.v1</c> that it stands for, as <c>AnnounceSection.bond_fen</c>; empty for groups and what is about the
    /// document.
    /// </summary>
    public IReadOnlyList<string> Fields { get; }

    /// <summary>Its shape in words.</summary>
    public string ShapeText => Shape.Description;

    internal ElementShape Shape { get; }

    internal ElementUse Required => new(this, true);

    internal ElementUse Optional => new(this, false);
}

/// <summary>Where an element's name was read. No conformance with any of these is claimed.</summary>
public enum ElementSource
{
    /// <summary>Ours, in the same style.</summary>
    Ours,

    /// <summary>A provincial trading platform's public schemas (Fujian, 2021): S:F1.</summary>
    ProvincialPlatform,

    /// <summary>A platform's binding of the notice table of the national exchange format: S:N1.</summary>
    NoticeTable,

    /// <summary>A bank's handbook for bid-bond guarantees, its name in capitals: S:B1.</summary>
    BankHandbook,

    /// <summary>Code and manuals of live guarantee interfaces of 2025, their names in capitals: S:N3.</summary>
    LiveInterface,
}

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

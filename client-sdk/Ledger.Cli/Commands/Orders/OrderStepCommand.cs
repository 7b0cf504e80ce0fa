using Ledger.Orders;

namespace Ledger.Cli.Commands.Orders;

/// <summary>A bidder's step in one order.</summary>
internal abstract class OrderStepCommand(string name, string description, string example)
    : BookStepCommand<BidderOrders>(new BidderSide(), name, description, example);

namespace Palveluohjaus.Reporting.Facts;

/// <summary>All referrals to services. Instants are UTC ticks, <see cref="FactTable.Never"/> for what has not happened.</summary>
public sealed class ReferralTable : FactTable
{
    public ReferralTable(ReferralTable? earlier = null)
        : base(earlier)
    {
        TakeDimensions(
            earlier, Dimension.Source, Dimension.Municipality, Dimension.Unit, Dimension.Language, Dimension.LifeStage,
            Dimension.AgeBand, Dimension.Segment, Dimension.Theme, Dimension.Sector);
        MadeAt = Take(earlier?.MadeAt);
        AcceptedAt = Take(earlier?.AcceptedAt);
        DeclinedAt = Take(earlier?.DeclinedAt);
        StartedAt = Take(earlier?.StartedAt);
        EndedAt = Take(earlier?.EndedAt);
        IsPreventive = Take(earlier?.IsPreventive);
        CaseRow = Take(earlier?.CaseRow);
    }

    public InstantColumn MadeAt { get; }

    /// <summary>When the service first said yes, put the client in its queue or began.</summary>
    public Column<long> AcceptedAt { get; }

    public Column<long> DeclinedAt { get; }
    public Column<long> StartedAt { get; }
    public Column<long> EndedAt { get; }

    /// <summary>Whether the service is a preventive or early one; null while the directory does not say.</summary>
    public Column<bool?> IsPreventive { get; }

    /// <summary>Where the case of a service that has started stands in <see cref="FactSnapshot.Cases"/>; null where no service has.</summary>
    public Column<int?> CaseRow { get; }
}

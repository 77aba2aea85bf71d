using System.Globalization;

namespace Palveluohjaus.Guidance.Teams;

/// <summary>A unit as the API gives it.</summary>
public sealed record UnitView
{
    public required Guid Id { get; init; }
    public required string Code { get; init; }

    /// <summary>In the caller's language.</summary>
    public required string Name { get; init; }

    public required string NameFi { get; init; }
    public required string NameSv { get; init; }
    public required string NameEn { get; init; }
    public required string? Phone { get; init; }
    public required DateOnly? ClosedOn { get; init; }

    internal static UnitView Of(Unit unit) => new()
    {
        Id = unit.Id,
        Code = unit.Code,
        Name = unit.NameIn(CultureInfo.CurrentUICulture),
        NameFi = unit.NameFi,
        NameSv = unit.NameSv,
        NameEn = unit.NameEn,
        Phone = unit.Phone,
        ClosedOn = unit.ClosedOn,
    };
}

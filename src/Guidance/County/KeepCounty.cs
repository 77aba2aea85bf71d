using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.County;

/// <summary>Names the county of an empty database and chooses its municipalities, and changes both later.</summary>
public sealed class KeepCounty(GuidanceDbContext guidance, TimeProvider clock)
{
    public const int NameMaxLength = 100;
    private const int MaxPercent = 100;

    /// <returns>Null while nobody has named it.</returns>
    public Task<WellbeingCounty?> FindAsync(CancellationToken cancellationToken) => guidance.Counties.AsNoTracking().SingleOrDefaultAsync(cancellationToken);

    public async Task<IReadOnlyList<Municipality>> ReadMunicipalitiesAsync(CancellationToken cancellationToken) => await guidance.Municipalities.AsNoTracking().ToListAsync(cancellationToken);

    /// <returns>What must be corrected first; empty when it was saved.</returns>
    public async Task<IReadOnlyList<CountyProblem>> SaveAsync(CountyToSave typed, Actor actor, CancellationToken cancellationToken)
    {
        var toSave = typed with
        {
            NameFi = ClientText.Clean(typed.NameFi),
            NameSv = ClientText.Clean(typed.NameSv),
            NameEn = ClientText.Clean(typed.NameEn),
            MunicipalityCodes = [.. typed.MunicipalityCodes.Distinct()],
        };
        return await guidance.InTransactionAsync<IReadOnlyList<CountyProblem>>(
            async transaction =>
            {
                var county = await guidance.Counties.SingleOrDefaultAsync(cancellationToken);
                var stored = await guidance.Municipalities.ToListAsync(cancellationToken);
                var gone = stored.Where(municipality => !toSave.MunicipalityCodes.Contains(municipality.Code)).ToList();
                var problems = Check(toSave, county, stored);
                if (problems.Count == 0 && await IsAnyInUseAsync([.. gone.Select(municipality => municipality.Code)], cancellationToken))
                    problems.Add(new CountyProblem(nameof(toSave.MunicipalityCodes), CountyProblemKind.MunicipalityInUse));
                if (problems.Count > 0)
                    return problems;

                if (county is null)
                    guidance.Add(new WellbeingCounty { NameFi = toSave.NameFi, NameSv = toSave.NameSv, NameEn = toSave.NameEn, IsFictional = false });
                else
                    guidance.Entry(county).CurrentValues.SetValues(new { toSave.NameFi, toSave.NameSv, toSave.NameEn });
                guidance.RemoveRange(gone);
                guidance.AddRange(MunicipalitiesOfFinland().Where(municipality => toSave.MunicipalityCodes.Contains(municipality.Code) && stored.TrueForAll(each => each.Code != municipality.Code)));
                guidance.AuditOf(county is null ? AuditAction.Create : AuditAction.Update, nameof(WellbeingCounty), null, null, actor, $"{toSave.MunicipalityCodes.Count} municipalities", clock.GetUtcNow().UtcDateTime);
                await guidance.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return [];
            },
            cancellationToken);
    }

    /// <summary>Sets the share of decisions that a second professional is asked of, in whole percents.</summary>
    /// <returns>What must be corrected first; empty when it was saved.</returns>
    public async Task<IReadOnlyList<CountyProblem>> SaveSecondOpinionShareAsync(string percentText, Actor actor, CancellationToken cancellationToken)
    {
        if (!int.TryParse(percentText.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var percent) || percent > MaxPercent)
            return [new CountyProblem(nameof(WellbeingCounty.SecondOpinionShare), CountyProblemKind.ShareOutOfRange)];

        var county = await guidance.Counties.SingleAsync(cancellationToken);
        county.SecondOpinionShare = percent / (double)MaxPercent;
        guidance.AuditOf(
            AuditAction.Update, nameof(WellbeingCounty), null, null, actor, string.Create(CultureInfo.InvariantCulture, $"{nameof(WellbeingCounty.SecondOpinionShare)} {percent} %"), clock.GetUtcNow().UtcDateTime);
        await guidance.SaveChangesAsync(cancellationToken);
        return [];
    }

    private static List<CountyProblem> Check(CountyToSave toSave, WellbeingCounty? county, List<Municipality> stored)
    {
        var problems = new List<CountyProblem>();
        void Check(bool isWrong, string field, CountyProblemKind kind)
        {
            if (isWrong && problems.TrueForAll(earlier => earlier.Field != field))
                problems.Add(new CountyProblem(field, kind));
        }

        void CheckName(string name, string field)
        {
            Check(name.Length == 0, field, CountyProblemKind.NameMissing);
            Check(name.Length > NameMaxLength, field, CountyProblemKind.TooLong);
            Check(!ClientText.IsReadable(name), field, CountyProblemKind.NameUnreadable);
        }

        var known = MunicipalitiesOfFinland().Concat(stored).Select(municipality => municipality.Code).ToHashSet();
        Check(county is { IsFictional: true }, nameof(toSave.NameFi), CountyProblemKind.Fictional);
        CheckName(toSave.NameFi, nameof(toSave.NameFi));
        CheckName(toSave.NameSv, nameof(toSave.NameSv));
        CheckName(toSave.NameEn, nameof(toSave.NameEn));
        Check(toSave.MunicipalityCodes.Count == 0, nameof(toSave.MunicipalityCodes), CountyProblemKind.MunicipalityMissing);
        Check(!toSave.MunicipalityCodes.All(known.Contains), nameof(toSave.MunicipalityCodes), CountyProblemKind.MunicipalityUnknown);
        return problems;
    }

    private async Task<bool> IsAnyInUseAsync(IReadOnlyList<string> codes, CancellationToken cancellationToken) =>
        codes.Count > 0
        && (await guidance.Clients.AnyAsync(client => codes.Contains(client.MunicipalityCode!), cancellationToken)
            || await guidance.Cases.AnyAsync(each => codes.Contains(each.MunicipalityCode!), cancellationToken)
            || await guidance.Contacts.AnyAsync(contact => codes.Contains(contact.MunicipalityCode!), cancellationToken));

    private static IEnumerable<Municipality> MunicipalitiesOfFinland() => Finland.Counties.SelectMany(county => county.Municipalities);
}

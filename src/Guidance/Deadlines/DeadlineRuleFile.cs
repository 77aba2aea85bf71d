using System.Globalization;
using System.Text.Json;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.Deadlines;

/// <summary>Reads rules from a file, and says everything that is wrong with it at once.</summary>
internal static class DeadlineRuleFile
{
    private const int TextMaxLength = 300;
    private const int MostAmount = 3_650;
    private const int MostAge = 120;

    /// <param name="json">UTF-8 JSON.</param>
    /// <param name="fileName">What to call the file in messages.</param>
    /// <param name="errors">Gets what is wrong, each with the file and the place.</param>
    /// <returns>What could be read; of use only when nothing is wrong.</returns>
    public static RulesRead Read(Stream json, string fileName, List<string> errors)
    {
        if (CountyDataFile.Parse<FileContent>(json, fileName, "this is not what a file of rules holds", errors) is not { } file)
            return new RulesRead([], [], IsWhole: false, null, null);
        if (file.Rules is not { Count: > 0 } && file.WorkingDays is null && file.Warnings is null)
            errors.Add($"{fileName}: there are neither rules nor workingDays nor warnings.");
        var (rules, codes, isWhole) = (new List<DeadlineRule>(), new HashSet<string>(StringComparer.Ordinal), true);
        foreach (var (index, given) in (file.Rules ?? []).Index())
        {
            var errorsBefore = errors.Count;
            var rule = ReadRule(given ?? new RuleInFile(), fileName, $"rules[{index}]", errors);
            if (rule.Code.Length > 0)
                codes.Add(rule.Code);
            else
                isWhole = false;
            if (errors.Count == errorsBefore)
                rules.Add(rule);
        }

        return new RulesRead(rules, codes, isWhole, file.WorkingDays is { } days ? new WorkingDays(days.Saturday, days.ChristmasEve) : null, ReadWarnings(file.Warnings, fileName, errors));
    }

    private static WarningShares? ReadWarnings(WarningsInFile? given, string fileName, List<string> errors)
    {
        if (given is null)
            return null;
        var shares = new WarningShares(given.HalfPercent ?? WarningShares.Default.HalfPercent, given.MostPercent ?? WarningShares.Default.MostPercent);
        foreach (var (percent, where) in ((int, string)[])[(shares.HalfPercent, "halfPercent"), (shares.MostPercent, "mostPercent")])
        {
            if (percent is < 1 or > 99)
                errors.Add($"{fileName}, warnings, {where}: must be 1–99, the share of the time that is used.");
        }

        if (shares.HalfPercent >= shares.MostPercent)
            errors.Add($"{fileName}, warnings, mostPercent: must be more than halfPercent.");
        return shares;
    }

    private static DeadlineRule ReadRule(RuleInFile given, string fileName, string place, List<string> errors)
    {
        var code = given.Code ?? string.Empty;
        var rule = new CountyDataPlace(fileName, place, code, errors);
        rule.CheckCode(code, "code", DeadlineRules.CodeMaxLength);
        if (given.ValidFrom is null)
            rule.Wrong("validFrom", "is missing.");
        var validTo = (DateOnly?)null;
        if (given.ValidTo.ValueKind == JsonValueKind.Undefined)
            rule.Wrong("validTo", "is missing: give the last day, or null for a rule that holds until further notice.");
        else if (given.ValidTo.ValueKind != JsonValueKind.Null)
            validTo = DateOnly.TryParseExact(given.ValidTo.GetRawText(), "\\\"yyyy-MM-dd\\\"", CultureInfo.InvariantCulture, DateTimeStyles.None, out var last) ? last : Missing("validTo", "must be a day as 2026-12-31, or null.");
        if (validTo < given.ValidFrom)
            rule.Wrong("validTo", $"{validTo:yyyy-MM-dd} is before validFrom.");

        var trigger = rule.ReadCode<DeadlineTrigger>(given.Trigger, "trigger");
        var target = rule.ReadCode<DeadlineTarget>(given.Target, "target");
        var unit = rule.ReadCode<DeadlineUnit>(given.Unit, "unit");
        if (given.Amount is not (>= 0 and <= MostAmount))
            rule.Wrong("amount", $"must be 0–{MostAmount}.");
        if (given.Statutory is null)
            rule.Wrong("statutory", "is missing: true for a law's time limit, false for a promise.");
        if (given is { Statutory: true, Pausable: true })
            rule.Wrong("pausable", "a statutory time limit never stands still.");
        var population = given.Population ?? new PopulationInFile();
        foreach (var (age, where) in ((int?, string)[])[(population.MinAge, "minAge"), (population.MaxAge, "maxAge")])
        {
            if (age is < 0 or > MostAge)
                rule.Wrong($"population.{where}", $"must be 0–{MostAge}.");
        }

        if (population.MinAge > population.MaxAge)
            rule.Wrong("population.maxAge", "is less than minAge: the rule would concern nobody.");
        return new DeadlineRule
        {
            Code = code,
            ValidFrom = given.ValidFrom.GetValueOrDefault(),
            ValidTo = validTo,
            Name = rule.ReadText(given.Name, "name", TextMaxLength),
            Label = rule.ReadText(given.Label, "label", TextMaxLength),
            LegalBasis = rule.ReadText(given.LegalBasis, "legalBasis", TextMaxLength),
            Trigger = trigger,
            Target = target,
            Population = new DeadlinePopulation
            {
                MinAge = population.MinAge,
                MaxAge = population.MaxAge,
                HighestCareAllowance = population.HighestCareAllowance,
                ChildNeedingSpecialSupport = population.ChildNeedingSpecialSupport,
                Urgencies = rule.ReadCodes<Urgency>(population.Urgencies, "population.urgencies"),
                LifeStages = rule.ReadCodes<LifeStage>(population.LifeStages, "population.lifeStages"),
                Matters = rule.ReadCodes<MatterKind>(population.Matters, "population.matters"),
            },
            Amount = given.Amount.GetValueOrDefault(),
            Unit = unit,
            IsStatutory = given.Statutory ?? true,
            IsPausable = given.Pausable ?? false,
            IsToBeConfirmed = given.ToBeConfirmed ?? false,
            Exclusions = rule.ReadTexts(given.Exclusions, "exclusions", TextMaxLength),
            IsInUse = given.InUse ?? true,
        };

        DateOnly? Missing(string where, string what)
        {
            rule.Wrong(where, what);
            return null;
        }
    }

    private sealed record FileContent
    {
        public IReadOnlyList<RuleInFile?>? Rules { get; init; }
        public WorkingDaysInFile? WorkingDays { get; init; }
        public WarningsInFile? Warnings { get; init; }
    }

    private sealed record WarningsInFile(int? HalfPercent, int? MostPercent);

    private sealed record WorkingDaysInFile(bool Saturday, bool ChristmasEve);

    private sealed record RuleInFile
    {
        public string? Code { get; init; }
        public DateOnly? ValidFrom { get; init; }

        /// <summary>As it stands: missing and null are not the same.</summary>
        public JsonElement ValidTo { get; init; }

        public TextInFile? Name { get; init; }
        public TextInFile? Label { get; init; }
        public TextInFile? LegalBasis { get; init; }
        public string? Trigger { get; init; }
        public string? Target { get; init; }
        public PopulationInFile? Population { get; init; }
        public int? Amount { get; init; }
        public string? Unit { get; init; }
        public bool? Statutory { get; init; }
        public bool? Pausable { get; init; }
        public bool? ToBeConfirmed { get; init; }
        public IReadOnlyList<TextInFile?>? Exclusions { get; init; }
        public bool? InUse { get; init; }
    }

    private sealed record PopulationInFile
    {
        public int? MinAge { get; init; }
        public int? MaxAge { get; init; }
        public bool HighestCareAllowance { get; init; }
        public bool ChildNeedingSpecialSupport { get; init; }
        public IReadOnlyList<string?>? Urgencies { get; init; }
        public IReadOnlyList<string?>? LifeStages { get; init; }
        public IReadOnlyList<string?>? Matters { get; init; }
    }
}

/// <summary>What could be read of a file of rules.</summary>
/// <param name="Rules">Those that nothing is wrong with.</param>
/// <param name="Codes">Of every rule that has one, whatever else is wrong with it.</param>
/// <param name="IsWhole">Whether the code of every rule is known; else nobody can tell which shipped rules the file replaces.</param>
/// <param name="WorkingDays">Null when the file says nothing of them.</param>
/// <param name="Warnings">Null when the file says nothing of them.</param>
internal sealed record RulesRead(IReadOnlyList<DeadlineRule> Rules, IReadOnlyCollection<string> Codes, bool IsWhole, WorkingDays? WorkingDays, WarningShares? Warnings);

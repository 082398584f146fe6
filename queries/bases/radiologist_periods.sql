/*
title = "Radiologists, period by period"
grain = "One row a rostered radiologist and month, quarter, half-year or year."
happened = "the first day of the period"
roles = ["radiologist"]
covered_by = ["cases", "reviews"]
axes = ["site", "section"]
note = "A radiologist counts at the home site and section of the end of the period. A month counts for the share of its days on the roster and not on leave; part-time work lowers targets, not presence. Only what was put forward in months when the program ran at the home site counts. A target is that in force on the first day of each month."
*/
with
    span as (
        select
            date_trunc('month', min(first_day))::date as first_month,
            date_trunc('month', max(last_day))::date as last_month
        from warehouse.coverage
        where table_name in ('cases', 'reviews') and site is null
    ),
    months as (
        select
            unnest(generate_series(first_month, last_month, interval 1 month))::date as month_start
        from span
    ),
    calendar as (
        select month_start, (month_start + interval 1 month)::date as next_month from months
    ),
    spell_months as (
        select
            roster.person_id,
            calendar.month_start,
            calendar.next_month,
            roster.site,
            roster.section,
            roster.fte,
            greatest(roster.joined_on, calendar.month_start) as present_from,
            least(
                coalesce(roster.left_on + 1, calendar.next_month), calendar.next_month
            ) as present_until
        from warehouse.radiologists as roster
        join
            calendar
            on roster.joined_on < calendar.next_month
            and coalesce(roster.left_on + 1, calendar.next_month) > calendar.month_start
    ),
    leave_days as (
        select distinct
            leaves.person_id,
            unnest(
                generate_series(
                    greatest(leaves.from_on, span.first_month)::timestamp,
                    least(
                        coalesce(leaves.to_on, last_day(span.last_month)), last_day(span.last_month)
                    )::timestamp,
                    interval 1 day
                )
            )::date as day_away
        from warehouse.leaves as leaves
        cross join span
    ),
    days_away as (
        select
            spell_months.person_id,
            spell_months.month_start,
            spell_months.present_from,
            count(*) as days_away
        from spell_months
        join
            leave_days
            on leave_days.person_id = spell_months.person_id
            and leave_days.day_away >= spell_months.present_from
            and leave_days.day_away < spell_months.present_until
        group by all
    ),
    spell_presence as (
        select
            spell_months.person_id,
            spell_months.month_start,
            spell_months.present_from,
            spell_months.site,
            spell_months.section,
            spell_months.fte,
            greatest(
                0, present_until - spell_months.present_from - coalesce(days_away.days_away, 0)
            )
            / (next_month - spell_months.month_start) as present
        from spell_months
        left join
            days_away
            on days_away.person_id = spell_months.person_id
            and days_away.month_start = spell_months.month_start
            and days_away.present_from = spell_months.present_from
    ),
    homes as (
        select
            person_id, month_start, sum(present) as present, sum(present * fte) as full_time_present
        from spell_presence
        group by person_id, month_start
    ),
    last_homes as (
        select person_id, month_start, site, section
        from spell_presence
        qualify
            row_number() over (partition by person_id, month_start order by present_from desc) = 1
    ),
    submitted as (
        select
            submitting_radiologist as person_id,
            date_trunc('month', submitted_on)::date as month_start,
            count(*) as submissions
        from warehouse.cases
        group by all
    ),
    reviewed as (
        select
            reviewing_radiologist as person_id,
            date_trunc('month', reviewed_on)::date as month_start,
            count(*) as reviews
        from warehouse.reviews
        group by all
    ),
    required as (
        select
            calendar.month_start,
            targets.metric,
            targets.prorated,
            targets.threshold / months_in_period.months as threshold_a_month,
            months_in_period.months as period_months
        from calendar
        join
            warehouse.targets as targets
            on targets.effective_from <= calendar.month_start
            and coalesce(targets.effective_to, calendar.month_start) >= calendar.month_start
        join
            (values ('month', 1), ('quarter', 3), ('half', 6), ('year', 12)) as months_in_period(
                period, months
            )
            on months_in_period.period = targets.period::text
        qualify
            row_number() over (
                partition by calendar.month_start, targets.metric
                order by targets.effective_from desc
            )
            = 1
    ),
    numbered_conferences as (
        select conferences.*, exports.system
        from warehouse.conferences as conferences
        left join warehouse.exports as exports using (export_id)
        -- Without any list of names nobody knows who came: unknown, never zero.
        where exists (select 1 from warehouse.attendance)
    ),
    conference_numbers as (select distinct conference_id, system from numbered_conferences),
    present_at as (
        -- Conference 1 of one system is not that of another; a list of names alone has none.
        select distinct
            conference_numbers.conference_id, conference_numbers.system, attendance.person_id
        from warehouse.attendance as attendance
        left join warehouse.exports as exports using (export_id)
        left join
            conference_numbers as own
            on own.conference_id = attendance.conference_id
            and own.system is not distinct from exports.system
        join
            conference_numbers
            on conference_numbers.conference_id = attendance.conference_id
            and (
                own.conference_id is null
                or conference_numbers.system is not distinct from exports.system
            )
    ),
    attended as (
        select
            homes.person_id,
            homes.month_start,
            count(*) as conferences_held,
            count(attendance.person_id) as conferences_attended
        from homes
        join
            last_homes
            on last_homes.person_id = homes.person_id
            and last_homes.month_start = homes.month_start
        join
            numbered_conferences as conferences
            on date_trunc('month', conferences.held_on)::date = homes.month_start
            and coalesce(conferences.site, last_homes.site) = last_homes.site
            and coalesce(conferences.section, last_homes.section) = last_homes.section
        left join
            present_at as attendance
            on attendance.conference_id = conferences.conference_id
            and attendance.system is not distinct from conferences.system
            and attendance.person_id = homes.person_id
        group by homes.person_id, homes.month_start
    ),
    person_months as (
        select
            homes.person_id,
            homes.month_start,
            last_homes.site,
            last_homes.section,
            homes.present,
            homes.full_time_present,
            peer_learning.site is not null as in_peer_learning,
            scored_review.site is not null as in_scored_review,
            coalesce(submitted.submissions, 0) as submissions,
            coalesce(reviewed.reviews, 0) as reviews,
            coalesce(attended.conferences_held, 0) as conferences_held,
            coalesce(attended.conferences_attended, 0) as conferences_attended,
            submission_target.threshold_a_month * case
                when submission_target.prorated then homes.full_time_present else 1
            end as submissions_required,
            submission_target.period_months as target_months,
            review_target.threshold_a_month * case
                when review_target.prorated then homes.full_time_present else 1
            end as reviews_required
        from homes
        join
            last_homes
            on last_homes.person_id = homes.person_id
            and last_homes.month_start = homes.month_start
        left join
            site_months as peer_learning
            on peer_learning.site = last_homes.site
            and peer_learning.happened_on = homes.month_start
            and peer_learning.system = 'peer_learning'
        left join
            site_months as scored_review
            on scored_review.site = last_homes.site
            and scored_review.happened_on = homes.month_start
            and scored_review.system = 'scored_review'
        left join
            submitted
            on submitted.person_id = homes.person_id
            and submitted.month_start = homes.month_start
        left join
            reviewed
            on reviewed.person_id = homes.person_id
            and reviewed.month_start = homes.month_start
        left join
            attended
            on attended.person_id = homes.person_id
            and attended.month_start = homes.month_start
        left join
            required as submission_target
            on submission_target.month_start = homes.month_start
            and submission_target.metric = 'submissions'
        left join
            required as review_target
            on review_target.month_start = homes.month_start
            and review_target.metric = 'legacy_reviews'
    ),
    grains as (
        select *
        from
            (values ('month', 1), ('quarter', 3), ('half', 6), ('year', 12)) as grains(
                grain, months
            )
    ),
    placed as (
        select
            person_months.*,
            grains.grain,
            grains.months as grain_months,
            make_date(
                year(month_start)::integer,
                (month(month_start) - (month(month_start) - 1) % grains.months)::integer,
                1
            ) as period_start
        from person_months
        cross join grains
    ),
    period_homes as (
        select person_id, grain, period_start, site, section
        from placed
        qualify
            row_number() over (
                partition by person_id, grain, period_start order by month_start desc
            )
            = 1
    ),
    periods as (
        select
            person_id,
            grain,
            grain_months,
            period_start,
            bool_or(in_peer_learning) as in_program,
            sum(present) filter (where in_peer_learning) as peer_learning_months,
            sum(present) filter (where in_scored_review) as scored_review_months,
            sum(submissions) filter (where in_peer_learning) as submissions,
            sum(submissions_required) filter (where in_peer_learning) as submissions_required,
            max(target_months) filter (where in_peer_learning) as target_months,
            sum(reviews) filter (where in_scored_review) as reviews,
            sum(reviews_required) filter (where in_scored_review) as reviews_required,
            sum(conferences_held) filter (where in_peer_learning) as conferences_held,
            sum(conferences_attended) filter (where in_peer_learning) as conferences_attended
        from placed
        group by person_id, grain, grain_months, period_start
    )
select
    md5(periods.person_id::text || periods.grain || periods.period_start::text)::uuid as row_id,
    periods.period_start as happened_on,
    periods.person_id,
    null::uuid as other_person_id,
    period_homes.site,
    period_homes.section,
    periods.grain,
    periods.grain_months,
    periods.in_program,
    coalesce(periods.peer_learning_months, 0) as peer_learning_months,
    coalesce(periods.scored_review_months, 0) as scored_review_months,
    coalesce(periods.submissions, 0) as submissions,
    coalesce(periods.submissions_required, 0) as submissions_required,
    periods.target_months,
    coalesce(periods.reviews, 0) as reviews,
    coalesce(periods.reviews_required, 0) as reviews_required,
    coalesce(periods.conferences_held, 0) as conferences_held,
    coalesce(periods.conferences_attended, 0) as conferences_attended
from periods
join
    period_homes
    on period_homes.person_id = periods.person_id
    and period_homes.grain = periods.grain
    and period_homes.period_start = periods.period_start
